import Crypto
package import FoundationEssentials
package import Kernel
package import Purposes

/// The form of a sealed file: a header, then chunks that are each authentic in their order, so that reads stream and a
/// file that was cut, spliced or renamed is noticed (STREAM; Hoang, Reyhanitabar, Rogaway, Vizár: CRYPTO 2015).
///
/// Header: `NBP1` and 32 bytes of salt. The file's key is HKDF-SHA256 of the subject's key, the salt and the file's name. A
/// chunk is 64 KiB of text (the last one may be shorter, and is never missing) as AES-256-GCM; its nonce is the chunk's
/// number in 8 bytes, 3 zero bytes and 1 for the last chunk.
package struct FileSeal: Sendable {
    package static let chunkSize = 65_536
    package static let headerSize = 36
    package static let sealedChunkSize = chunkSize + 16

    private static let magic = Data("NBP1".utf8)
    private let key: SymmetricKey
    package let header: Data

    private init(key: SymmetricKey, header: Data) {
        self.key = key
        self.header = header
    }

    fileprivate init(
        root: SymmetricKey,
        name: String,
        salt: Data
    ) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: root,
            salt: salt,
            info: Data("nbp/file/\(name)".utf8),
            outputByteCount: 32
        )
        header = Self.magic + salt
    }

    /// The seal of one file that only this process ever reads: its key is written nowhere.
    package init(inMemory randomness: Randomness) {
        self.init(key: SymmetricKey(data: randomness.bytes(32)), header: Data())
    }

    fileprivate static func salt(in header: Data) throws(VaultError) -> Data {
        guard header.count == headerSize, header.prefix(magic.count) == magic else { throw .damaged }
        return Data(header.dropFirst(magic.count))
    }

    package func seal(
        _ chunk: Data,
        number: Int,
        isLast: Bool
    ) throws -> Data {
        let box = try AES.GCM.seal(chunk, using: key, nonce: try Self.nonce(number, isLast))
        return box.ciphertext + box.tag
    }

    package func open(
        _ chunk: Data,
        number: Int,
        isLast: Bool
    ) throws -> Data {
        guard chunk.count >= 16, let nonce = try? Self.nonce(number, isLast),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce,
                ciphertext: chunk.dropLast(16),
                tag: chunk.suffix(16)
            ),
            let plain = try? AES.GCM.open(box, using: key)
        else { throw VaultError.damaged }
        return plain
    }

    private static func nonce(_ number: Int, _ isLast: Bool) throws -> AES.GCM.Nonce {
        let place = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(number) >> (56 - 8 * $0)) }
        return try AES.GCM.Nonce(data: place + [0, 0, 0, isLast ? 1 : 0])
    }
}

extension Vault {
    /// The seal for a new file of the permit's subject.
    package func newFileSeal<P>(
        named name: String,
        randomness: Randomness,
        under permit: borrowing Permit<P>
    ) async throws -> FileSeal {
        let root = try await key(of: permit.subject).files
        return FileSeal(root: root, name: name, salt: Data(randomness.bytes(32)))
    }

    /// The seal that opens a file with this header.
    package func fileSeal<P>(
        named name: String,
        header: Data,
        under permit: borrowing Permit<P>
    ) async throws -> FileSeal {
        let root = try await key(of: permit.subject).files
        return FileSeal(root: root, name: name, salt: try FileSeal.salt(in: header))
    }
}

/// The seal of backup files, under a key of their own that derives from the installation's.
///
/// It has the form of every sealed file; whoever holds backups alone, or backups and ring, opens neither.
package struct BackupSeal: Sendable {
    private let root: SymmetricKey

    package init(_ master: MasterKey) {
        root = master.subkey("backup")
    }

    /// The seal for a new file of a kind.
    package func newSeal(of kind: String, randomness: Randomness) -> FileSeal {
        FileSeal(root: root, name: "backup/\(kind)", salt: Data(randomness.bytes(32)))
    }

    /// The seal that opens a file with this header.
    /// - Throws: `VaultError.damaged` for a header that is none.
    package func seal(of kind: String, header: Data) throws -> FileSeal {
        FileSeal(root: root, name: "backup/\(kind)", salt: try FileSeal.salt(in: header))
    }
}
