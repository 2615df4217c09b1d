import Crypto
package import FoundationEssentials
import Glibc
package import Kernel

/// The installation's key, from which the keys that wrap, index and sign are derived.
///
/// It lies in a file of its own, `keys/master.key`: 32 bytes in base64 and a line feed, mode 0600. Without it every sealed
/// value is lost; so it is never made anew beside data that an older one sealed.
package struct MasterKey: Sendable {
    static let length = 32

    private let key: SymmetricKey

    /// A key that lives as long as the process, for throw-away work and tests.
    package init(_ randomness: Randomness) {
        key = SymmetricKey(data: randomness.bytes(Self.length))
    }

    /// Reads the key from its file, or makes the file when there is no data yet.
    ///
    /// `hasData` says whether anything was sealed before; then a missing file is a refusal.
    /// - Throws: `VaultRefusal`.
    package init(
        file: URL,
        hasData: Bool,
        randomness: Randomness
    ) throws {
        if let bytes = try Self.read(file) {
            key = SymmetricKey(data: bytes)
            return
        }
        guard !hasData else { throw VaultRefusal.masterKeyMissing(path: file.path) }
        try Self.create(file, holding: Data(randomness.bytes(Self.length)))
        // Of two processes that start at once, the first one's key is there.
        guard let bytes = try Self.read(file) else { throw VaultRefusal.masterKeyUnwritable(path: file.path) }
        key = SymmetricKey(data: bytes)
    }

    /// A key for one use, by HKDF-SHA256 (RFC 5869).
    func subkey(_ use: StaticString) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key,
            info: Data("nbp/\(use)/1".utf8),
            outputByteCount: Self.length
        )
    }

    private static func read(_ file: URL) throws -> Data? {
        var facts = stat()
        guard stat(file.path, &facts) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else {
                throw VaultRefusal.masterKeyUnreadable(path: file.path)
            }
            return nil
        }
        guard facts.st_mode & 0o007 == 0 else { throw VaultRefusal.masterKeyExposed(path: file.path) }
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw VaultRefusal.masterKeyUnreadable(path: file.path)
        }
        let line = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard line.count == 1, let bytes = Data(base64Encoded: String(line[0])), bytes.count == length else {
            throw VaultRefusal.masterKeyMalformed(path: file.path)
        }
        return bytes
    }

    /// Writes the file so that it is there whole, and still there after a power cut; one that is there already stays.
    private static func create(_ file: URL, holding bytes: Data) throws {
        let refusal = VaultRefusal.masterKeyUnwritable(path: file.path)
        let folder = file.deletingLastPathComponent()
        guard mkdir(folder.path, 0o700) == 0 || errno == EEXIST else { throw refusal }
        var temporary = Array("\(file.path).XXXXXX".utf8CString)
        let descriptor = mkstemp(&temporary)
        guard descriptor >= 0 else { throw refusal }
        defer { unlink(temporary) }
        let line = Array((bytes.base64EncodedString() + "\n").utf8)
        let isWritten = write(descriptor, line, line.count) == line.count && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, link(temporary, file.path) == 0 || errno == EEXIST, synchronise(folder) else {
            throw refusal
        }
    }

    private static func synchronise(_ folder: URL) -> Bool {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
