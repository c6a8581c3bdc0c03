/**
 * Published values that the primitives must give, as plain data: RFC 5869 (HKDF), RFC 4231 (HMAC),
 * FIPS 180-4 (SHA-256), RFC 7748 (X25519), the GCM specification and NIST's GCM samples. Bytes are hex.
 * Argon2id: see the note there. It must not compute anything.
 */

/** HKDF-SHA-256: RFC 5869, appendix A.1 to A.3. */
export const hkdfVectors = [
  {
    name: "RFC 5869 A.1",
    key: "0b".repeat(22),
    salt: "000102030405060708090a0b0c",
    info: "f0f1f2f3f4f5f6f7f8f9",
    output: "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
  },
  {
    name: "RFC 5869 A.2, longer inputs and output",
    key:
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f" +
      "303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f",
    salt:
      "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f" +
      "909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
    info:
      "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf" +
      "e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
    output:
      "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09" +
      "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
  },
  {
    name: "RFC 5869 A.3, no salt and no info",
    key: "0b".repeat(22),
    salt: "",
    info: "",
    output: "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
  },
] as const;

/** HMAC-SHA-256: RFC 4231, section 4. Case 5 gives the first 128 bits only. */
export const hmacVectors = [
  {
    name: "RFC 4231 case 1",
    key: "0b".repeat(20),
    data: "4869205468657265",
    output: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
  },
  {
    name: "RFC 4231 case 2, a key shorter than the hash",
    key: "4a656665",
    data: "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
    output: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  },
  {
    name: "RFC 4231 case 3",
    key: "aa".repeat(20),
    data: "dd".repeat(50),
    output: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
  },
  {
    name: "RFC 4231 case 4",
    key: "0102030405060708090a0b0c0d0e0f10111213141516171819",
    data: "cd".repeat(50),
    output: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
  },
  {
    name: "RFC 4231 case 5, cut to 128 bits",
    key: "0c".repeat(20),
    data: "546573742057697468205472756e636174696f6e",
    output: "a3b6167473100ee06e0c796c2955552b",
  },
  {
    name: "RFC 4231 case 6, a key longer than a block",
    key: "aa".repeat(131),
    data:
      "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579" +
      "204669727374",
    output: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  },
  {
    name: "RFC 4231 case 7, key and data longer than a block",
    key: "aa".repeat(131),
    data:
      "5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d73697a65206b65" +
      "7920616e642061206c6172676572207468616e20626c6f636b2d73697a6520646174612e20546865206b6579206e6565" +
      "647320746f20626520686173686564206265666f7265206265696e6720757365642062792074686520484d414320616c" +
      "676f726974686d2e",
    output: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
  },
] as const;

/** SHA-256: the samples of FIPS 180-4; `times` repeats the data. */
export const sha256Vectors = [
  {
    name: "nothing",
    data: "",
    times: 1,
    output: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  },
  {
    name: "abc",
    data: "616263",
    times: 1,
    output: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  },
  {
    name: "448 bits",
    data: "6162636462636465636465666465666765666768666768696768696a68696a6b696a6b6c6a6b6c6d6b6c6d6e6c6d6e6f6d6e6f706e6f7071",
    times: 1,
    output: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  },
  {
    name: "a million times a",
    data: "61",
    times: 1_000_000,
    output: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
  },
] as const;

const specKey = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
const specPlaintext =
  "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525" +
  "b16aedf5aa0de657ba637b391aafd255";
const specCiphertext =
  "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838" +
  "c5f61e6393ba7a0abcc9f662898015ad";

/** AES-256-GCM with a 96-bit nonce: the GCM specification's cases 13 to 16, and samples of NIST's validation suite. */
export const gcmVectors = [
  {
    name: "GCM specification, case 13: nothing at all",
    key: "00".repeat(32),
    nonce: "00".repeat(12),
    aad: "",
    plaintext: "",
    ciphertext: "",
    tag: "530f8afbc74536b9a963b4f1c4cb738b",
  },
  {
    name: "GCM specification, case 14",
    key: "00".repeat(32),
    nonce: "00".repeat(12),
    aad: "",
    plaintext: "00".repeat(16),
    ciphertext: "cea7403d4d606b6e074ec5d3baf39d18",
    tag: "d0d1c8a799996bf0265b98b5d48ab919",
  },
  {
    name: "GCM specification, case 15",
    key: specKey,
    nonce: "cafebabefacedbaddecaf888",
    aad: "",
    plaintext: specPlaintext,
    ciphertext: specCiphertext,
    tag: "b094dac5d93471bdec1a502270e3cc6c",
  },
  {
    name: "GCM specification, case 16: associated data, a last block that is not full",
    key: specKey,
    nonce: "cafebabefacedbaddecaf888",
    aad: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
    plaintext: specPlaintext.slice(0, -8),
    ciphertext: specCiphertext.slice(0, -8),
    tag: "76fc6ece0f4e1768cddf8853bb2d551b",
  },
  {
    name: "NIST, no plaintext, no associated data",
    key: "b52c505a37d78eda5dd34f20c22540ea1b58963cf8e5bf8ffa85f9f2492505b4",
    nonce: "516c33929df5a3284ff463d7",
    aad: "",
    plaintext: "",
    ciphertext: "",
    tag: "bdc1ac884d332457a1d2664f168c76f0",
  },
  {
    name: "NIST, one block",
    key: "31bdadd96698c204aa9ce1448ea94ae1fb4a9a0b3c9d773b51bb1822666b8f22",
    nonce: "0d18e06c7c725ac9e362e1ce",
    aad: "",
    plaintext: "2db5168e932556f8089a0622981d017d",
    ciphertext: "fa4362189661d163fcd6a56d8bf0405a",
    tag: "d636ac1bbedd5cc3ee727dc2ab4a9489",
  },
  {
    name: "NIST, associated data alone",
    key: "78dc4e0aaf52d935c3c01eea57428f00ca1fd475f5da86a49c8dd73d68c8e223",
    nonce: "d79cf22d504cc793c3fb6c8a",
    aad: "b96baa8c1c75a671bfb2d08d06be5f36",
    plaintext: "",
    ciphertext: "",
    tag: "3e5d486aa2e30b22e040b85723a06e76",
  },
  {
    name: "NIST, one block with associated data",
    key: "92e11dcdaa866f5ce790fd24501f92509aacf4cb8b1339d50c9c1240935dd08b",
    nonce: "ac93a1a6145299bde902f21a",
    aad: "1e0889016f67601c8ebea4943bc23ad6",
    plaintext: "2d71bcfa914e4ac045b2aa60955fad24",
    ciphertext: "8995ae2e6df3dbf96fac7b7137bae67f",
    tag: "eca5aa77d51d4a0a14d9c51e1da474ab",
  },
] as const;

/** X25519: RFC 7748, 5.2 (two products, and what a thousand repetitions lead to) and 6.1 (both sides of an agreement). */
export const x25519Vectors = {
  products: [
    {
      name: "RFC 7748 5.2, first",
      scalar: "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
      point: "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
      output: "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    },
    {
      name: "RFC 7748 5.2, second",
      scalar: "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
      point: "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
      output: "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
    },
  ],
  repeated: {
    base: "0900000000000000000000000000000000000000000000000000000000000000",
    once: "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079",
    thousand: "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51",
  },
  agreement: {
    onePrivate: "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
    onePublic: "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
    otherPrivate: "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
    otherPublic: "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
    shared: "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
  },
  /** Points of small order, whose secret is all zeros with every private key. */
  smallOrder: [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ],
} as const;

/**
 * Argon2id, version 0x13. RFC 9106's own vector (5.3) needs associated data, which the library here
 * cannot take. So these are values on which three independent programs agree: the reference C
 * implementation, hash-wasm, and @noble/hashes, of which the last also gives RFC 9106's vector. The
 * first is that vector without secret and associated data.
 */
export const argon2idVectors = [
  {
    name: "RFC 9106 5.3 without secret and associated data",
    password: "01".repeat(32),
    salt: "02".repeat(16),
    passes: 3,
    memoryKiB: 32,
    lanes: 4,
    output: "03aab965c12001c9d7d0d2de33192c0494b684bb148196d73c1df1acaf6d0c2e",
  },
  {
    name: "the shortest salt",
    password: "70617373776f7264",
    salt: "736f6d6573616c74",
    passes: 2,
    memoryKiB: 256,
    lanes: 2,
    output: "e5c9a33c83899d2f5c89bb9da84f83377a0290539f87632f",
  },
  {
    name: "a passphrase of many alphabets",
    password: "4772c3bcc39f652061757320e69db1e4baac20f09f9491",
    salt: "a5".repeat(16),
    passes: 1,
    memoryKiB: 64,
    lanes: 1,
    output: "962d29a7b2b491b7add0dca7499ccc002d81cc2bc27f472b706ecde37a74fa08",
  },
  {
    name: "a long passphrase and a long output",
    password: "61".repeat(300),
    salt: "09".repeat(32),
    passes: 4,
    memoryKiB: 128,
    lanes: 4,
    output:
      "7fb8002ca2b926e7f53fa0cd54eea5e7f1ab3dbdde319b373b2ff12ead529a67487e5cb40a24b3fef3d8e2e5255472e7" +
      "ef65350af6043d4a0837775464e15024",
  },
  {
    name: "the vault's floor: 64 MiB, 3 passes",
    password: "636f727265637420686f727365206261747465727920737461706c65",
    salt: "5a".repeat(16),
    passes: 3,
    memoryKiB: 65_536,
    lanes: 1,
    output: "b5d354876f658cde1a5d125c43b4a60465890d322a2394066a3428b0d1fa231a",
  },
] as const;
