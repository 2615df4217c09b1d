/// RFC 4648, section 6: five bits a letter, no letter that looks like a digit.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    /// How many letters a last, incomplete group of 1 to 4 bytes takes.
    private static let lettersOfRest = [1: 2, 2: 4, 3: 5, 4: 7]
    private static let group = 8

    static func encode(_ bytes: some Sequence<UInt8>, isPadded: Bool = false) -> String {
        var (letters, buffer, bits) = ([UInt8](), UInt(0), 0)
        for byte in bytes {
            buffer = buffer << 8 | UInt(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                letters.append(alphabet[Int(buffer >> bits) & 31])
            }
            buffer &= 1 << bits - 1
        }
        if bits > 0 { letters.append(alphabet[Int(buffer << (5 - bits)) & 31]) }
        let padding = isPadded ? (group - letters.count % group) % group : 0
        return String(decoding: letters + Array(repeating: UInt8(ascii: "="), count: padding), as: UTF8.self)
    }

    /// Reads either case, with its padding or with none; nil for any other letter or length, or bits left over.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let padding = text.utf8.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        let letters = text.uppercased().utf8.dropLast(padding)
        let rest = letters.count % group
        guard rest == 0 || lettersOfRest.values.contains(rest),
            padding == 0 || (rest != 0 && rest + padding == group)
        else { return nil }
        var (bytes, buffer, bits) = ([UInt8](), UInt(0), 0)
        for letter in letters {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            buffer = buffer << 5 | UInt(value)
            bits += 5
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            buffer &= 1 << bits - 1
        }
        return buffer == 0 ? bytes : nil
    }
}
