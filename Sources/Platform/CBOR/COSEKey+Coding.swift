extension COSEKey {
    /// Labels of the key's parameters (RFC 9052, section 7.1; RFC 9053, section 7; RFC 8230, section 4).
    private enum Label {
        static let kind: CBOR = 1
        static let algorithm: CBOR = 3
        static let curve: CBOR = -1
        static let x: CBOR = -2
        static let y: CBOR = -3
        static let modulus: CBOR = -1
        static let exponent: CBOR = -2
    }

    private enum Kind {
        static let octetPair: CBOR = 1
        static let ellipticCurve: CBOR = 2
        static let rsa: CBOR = 3
    }

    private enum Curve {
        static let p256: CBOR = 1
        static let ed25519: CBOR = 6
    }

    private static let coordinateLength = 32
    /// In bytes: 2,048 to 4,096 bits.
    private static let modulusLengths = 256...512
    private static let longestExponent = 4

    /// The key as COSE_Key, deterministically encoded.
    package var encoded: [UInt8] { cbor.encoded }

    package var cbor: CBOR {
        let algorithm = CBOR(algorithm.rawValue)
        return switch self {
        case .es256(let x, let y):
            [
                Label.kind: Kind.ellipticCurve, Label.algorithm: algorithm, Label.curve: Curve.p256,
                Label.x: .bytes(x), Label.y: .bytes(y),
            ]
        case .ed25519(let x):
            [
                Label.kind: Kind.octetPair, Label.algorithm: algorithm, Label.curve: Curve.ed25519,
                Label.x: .bytes(x),
            ]
        case .rs256(let modulus, let exponent):
            [
                Label.kind: Kind.rsa, Label.algorithm: algorithm, Label.modulus: .bytes(modulus),
                Label.exponent: .bytes(exponent),
            ]
        }
    }

    package init(decoding bytes: some Sequence<UInt8>) throws(COSEError) {
        guard let cbor = try? CBOR(decoding: bytes) else { throw .malformed }
        try self.init(cbor)
    }

    /// Reads a COSE_Key that holds the public key, its algorithm and nothing else, as WebAuthn demands (level 3, section 6.5.1.1).
    package init(_ cbor: CBOR) throws(COSEError) {
        guard let map = cbor.map else { throw .malformed }
        guard let number = map[Label.algorithm]?.integer, let algorithm = COSEAlgorithm(rawValue: number)
        else {
            throw .unknownAlgorithm
        }
        guard let key = Self.key(algorithm, map) else { throw .wrongParameters }
        guard map.count == key.cbor.map?.count else { throw .unexpectedParameter }
        self = key
    }

    private static func key(_ algorithm: COSEAlgorithm, _ map: CBORMap) -> COSEKey? {
        switch algorithm {
        case .es256:
            guard map[Label.kind] == Kind.ellipticCurve, map[Label.curve] == Curve.p256,
                let x = coordinate(map[Label.x]), let y = coordinate(map[Label.y])
            else { return nil }
            return .es256(x: x, y: y)
        case .edDSA:
            guard map[Label.kind] == Kind.octetPair, map[Label.curve] == Curve.ed25519 else { return nil }
            return coordinate(map[Label.x]).map { .ed25519($0) }
        case .rs256:
            guard map[Label.kind] == Kind.rsa, let modulus = map[Label.modulus]?.bytes,
                let exponent = map[Label.exponent]?.bytes, isSound(modulus, exponent)
            else { return nil }
            return .rs256(modulus: modulus, exponent: exponent)
        }
    }

    private static func coordinate(_ item: CBOR?) -> [UInt8]? {
        item?.bytes.flatMap { $0.count == coordinateLength ? $0 : nil }
    }

    /// Both odd, without leading zeros, and the exponent at least 3.
    private static func isSound(_ modulus: [UInt8], _ exponent: [UInt8]) -> Bool {
        let numbers = [modulus, exponent]
        return modulusLengths.contains(modulus.count) && (1...longestExponent).contains(exponent.count)
            && numbers.allSatisfy { $0.first != 0 && $0.last.map { $0 % 2 == 1 } == true } && exponent != [1]
    }
}
