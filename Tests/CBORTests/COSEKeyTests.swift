import CBOR
import TestSupport
import Testing

struct COSEKeyTests {
    static let coordinate = Array(repeating: UInt8(7), count: 32)
    static let modulus = [0x80] + Array(repeating: UInt8(1), count: 255)
    static let keys: [COSEKey] = [
        .es256(x: coordinate, y: coordinate.map { $0 + 1 }), .ed25519(coordinate),
        .rs256(modulus: modulus, exponent: [1, 0, 1]),
    ]

    @Test(arguments: keys)
    func `a key comes back`(key: COSEKey) throws {
        #expect(try COSEKey(decoding: key.encoded) == key)
    }

    /// The labels and numbers of RFC 9052, RFC 9053 and RFC 8230.
    @Test(arguments: zip(keys, ["a5010203262001215820", "a4010103272006215820", "a401030339010020590100"]))
    func `a key is written with the registered numbers`(key: COSEKey, beginning: String) {
        #expect(key.encoded.hex.hasPrefix(beginning))
    }

    @Test(arguments: zip(keys, [-7, -8, -257]))
    func `a key names its algorithm`(key: COSEKey, number: Int) {
        #expect(key.algorithm.rawValue == number)
    }

    @Test(arguments: keys)
    func `no beginning of a key is a key`(key: COSEKey) {
        for length in 0..<key.encoded.count {
            #expect(throws: COSEError.malformed) { try COSEKey(decoding: key.encoded.prefix(length)) }
        }
    }

    @Test(arguments: keys)
    func `a key without one of its parameters is none`(key: COSEKey) throws {
        for label in try #require(key.cbor.map).keys {
            #expect(throws: label == 3 ? COSEError.unknownAlgorithm : .wrongParameters) {
                try COSEKey(Self.changed(key, label, to: nil))
            }
        }
    }

    @Test(arguments: keys, [-4, 2, 4, 5, -70_000])
    func `a key holds the public key and nothing else`(key: COSEKey, label: Int) {
        #expect(throws: COSEError.unexpectedParameter) {
            try COSEKey(Self.changed(key, CBOR(label), to: .bytes(Self.coordinate)))
        }
    }

    @Test(arguments: [-47, -35, -36, -37, -65_535, 0, 7])
    func `other algorithms are not ours`(number: Int) {
        #expect(throws: COSEError.unknownAlgorithm) {
            try COSEKey(Self.changed(Self.keys[0], 3, to: CBOR(number)))
        }
    }

    @Test(
        arguments: [
            (0, 1, 1), (0, -1, 2), (0, -1, 6), (0, -3, true), (0, -2, "x"), (1, 1, 2), (1, -1, 1), (1, -1, 7),
            (2, 1, 2),
            (2, -2, 3),
        ] as [(Int, CBOR, CBOR)]
    )
    func `a parameter of another kind or curve is wrong`(place: Int, label: CBOR, value: CBOR) {
        #expect(throws: COSEError.wrongParameters) {
            try COSEKey(Self.changed(Self.keys[place], label, to: value))
        }
    }

    @Test(arguments: [0, 31, 33, 65])
    func `a coordinate has 32 bytes`(length: Int) {
        let bytes = CBOR.bytes(Array(repeating: 1, count: length))
        for (place, label) in [(0, -2), (0, -3), (1, -2)] as [(Int, CBOR)] {
            #expect(throws: COSEError.wrongParameters) {
                try COSEKey(Self.changed(Self.keys[place], label, to: bytes))
            }
        }
    }

    @Test(
        arguments: [
            ([0] + modulus, [1, 0, 1]), (Array(modulus.dropLast()), [1, 0, 1]),
            (modulus.dropLast() + [2], [1, 0, 1]),
            (Array(repeating: 1, count: 513), [1, 0, 1]), (modulus, []), (modulus, [1]), (modulus, [0, 3]),
            (modulus, [2]),
            (modulus, [1, 0, 0, 0, 1]), ([], [3]),
        ] as [([UInt8], [UInt8])]
    )
    func `an RSA key has sound numbers of 2,048 to 4,096 bits`(modulus: [UInt8], exponent: [UInt8]) {
        let key = COSEKey.rs256(modulus: modulus, exponent: exponent)
        #expect(throws: COSEError.wrongParameters) { try COSEKey(key.cbor) }
    }

    @Test(arguments: ["80", "00", "60", "f6", "ff", ""])
    func `what is no map is no key`(text: String) {
        #expect(throws: COSEError.malformed) { try COSEKey(decoding: [UInt8](hex: text)) }
    }

    private static func changed(_ key: COSEKey, _ label: CBOR, to value: CBOR?) -> CBOR {
        var map = key.cbor.map ?? CBORMap()
        map[label] = value
        return .map(map)
    }
}
