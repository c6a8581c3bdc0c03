; Windows: what electron-builder's installer does not do by itself. All of it for the current user alone
; (SHELL_CONTEXT is HKEY_CURRENT_USER there), so that no administrator is needed.

; No page that asks for whom to install.
!macro customInstallMode
  StrCpy $isForceCurrentInstall "1"
!macroend

; Links that begin with tapvault:// open the app at a place.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\tapvault" "" "URL:Tapvault link"
  WriteRegStr SHELL_CONTEXT "Software\Classes\tapvault" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\tapvault\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\tapvault\shell\open\command" "" '"$appExe" "%1"'
!macroend

!macro customUnInstall
  ; An update takes the former version away first; what opens links stays in between.
  ${ifNot} ${isUpdated}
    DeleteRegKey SHELL_CONTEXT "Software\Classes\tapvault"
  ${endIf}
!macroend
