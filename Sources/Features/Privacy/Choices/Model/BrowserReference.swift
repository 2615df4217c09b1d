import FoundationEssentials
import Kernel
import Vault

/// What a browser without an account carries of its choices, sealed: which subject they belong to, once it has chosen;
/// and since when it signals, which names nobody.
struct BrowserReference: Hashable, Sendable, Codable {
    var subject: SubjectID?
    var signal: OptOutSignal?
    /// In milliseconds since 1970.
    var signalledAt: Int64?

    var record: SignalRecord? {
        guard let signal, let signalledAt else { return nil }
        return SignalRecord(source: signal, at: Timestamp(milliseconds: signalledAt))
    }
}

/// Seals references for cookies and reads what comes back; whatever we did not seal is nothing.
struct BrowserReferences: Sendable {
    private static let longest = 512

    private let seal: InstallationSeal

    init(_ seal: InstallationSeal) {
        self.seal = seal
    }

    func text(of reference: BrowserReference) throws -> String {
        try seal.seal(JSONEncoder().encode(reference)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    func reference(_ text: String) -> BrowserReference? {
        guard (2...Self.longest).contains(text.utf8.count), let bytes = Self.bytes(text),
            let plain = seal.open(bytes)
        else { return nil }
        return try? JSONDecoder().decode(BrowserReference.self, from: plain)
    }

    private static func bytes(_ text: String) -> Data? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes = Data()
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[place...(place + 1)], as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
