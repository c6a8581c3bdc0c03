#!/bin/sh
# The first process of a clean Debian: puts a layer, in memory where that fits, over the cached system, makes the result the
# root of this namespace, and then waits. When its stdin closes it ends, and the kernel ends everything
# that runs inside and takes the mounts away, also when whoever started it was killed.
#   init.sh BASE PLACE ARCHIVES PACKAGES: the cached system, an empty folder, and what is lent to it
set -eu
base=$1 place=$2 archives=$3 packages=$4

mount --make-rprivate /
# On the disk it is slower, but there it fits for sure.
if [ "$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)" -gt 5000 ]; then
  mount -t tmpfs -o mode=755,size=4g layer "$place"
fi
mkdir "$place/upper" "$place/work" "$place/root"
mount -t overlay -o "lowerdir=$base,upperdir=$place/upper,workdir=$place/work" debian "$place/root"
cd "$place/root"

mount -t proc -o nosuid,nodev,noexec proc proc
mount -t sysfs -o nosuid,nodev,noexec,ro sys sys
mount -t tmpfs -o nosuid,mode=755 dev dev
for device in null:3 zero:5 full:7 random:8 urandom:9; do
  mknod -m 666 "dev/${device%:*}" c 1 "${device#*:}"
done
mknod -m 666 dev/tty c 5 0
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
mount -t tmpfs -o nosuid,nodev,mode=1777 shm dev/shm
mount -t tmpfs -o nosuid,nodev,mode=1777 tmp tmp
mount -t tmpfs -o nosuid,nodev,mode=755 run run
mkdir -p run/lock mnt/packages
mount --bind "$archives" var/cache/apt/archives
mount --bind "$packages" mnt/packages
mount -o remount,bind,ro mnt/packages
cp /etc/resolv.conf etc/resolv.conf
ip link set lo up

mkdir -p mnt/outside
pivot_root . mnt/outside
cd /
umount -l mnt/outside
rmdir mnt/outside
# Whatever loses its parent inside becomes a child of this process, which never asks how it ended.
trap '' CHLD
echo ready
exec cat >/dev/null
