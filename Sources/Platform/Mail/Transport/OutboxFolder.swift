package import FoundationEssentials
import Glibc
package import Kernel
import NIOPosix

/// Writes mails as `.eml` files, for installations without a mail server.
///
/// A file's name holds the mail's id, which tells its age, and its recipient's mark, by which an erasure finds it. One
/// that begins with a dot is half-written.
package struct OutboxFolder: MailTransport {
    private let folder: URL

    /// - Parameter folder: made with the first mail, for its owner alone.
    package init(_ folder: URL) {
        self.folder = folder
    }

    package func deliver(_ message: MailMessage) async throws {
        let name = "\(message.id.value.text).\(message.mark.text).eml"
        let (folder, half) = (folder, folder.appending(path: ".\(name)").path)
        try await NIOThreadPool.singleton.runIfActive {
            guard mkdir(folder.path, 0o700) == 0 || errno == EEXIST else { throw MailFailure.notWritable }
            do {
                try Self.write(message.bytes, to: half)
                guard rename(half, folder.appending(path: name).path) == 0 else {
                    throw MailFailure.notWritable
                }
            } catch {
                unlink(half)
                throw error
            }
            try Self.synchronise(folder)
        }
    }

    package func kept(_ mark: RecipientMark) async throws -> [Timestamp] {
        try await names().filter { $0.mark == mark.text }.map(\.id.value.moment)
    }

    package func count(madeBefore limit: Timestamp) async throws -> Int {
        try await names().filter { $0.id.value.moment < limit }.count
    }

    package func forget(_ mark: RecipientMark) async throws {
        try await delete { $0.mark == mark.text }
    }

    package func forget(_ mark: RecipientMark, madeBefore limit: Timestamp) async throws {
        try await delete { $0.mark == mark.text && $0.id.value.moment < limit }
    }

    package func collect(madeBefore limit: Timestamp) async throws -> Int {
        try await delete { $0.id.value.moment < limit }
    }

    /// What a file's name tells.
    private struct Name {
        let id: RowID
        let mark: String

        /// Nil for a file that is none of ours.
        init?(_ text: String) {
            let parts = (text.hasPrefix(".") ? text.dropFirst() : text[...]).split(separator: ".")
            guard parts.count == 3, parts[2] == "eml", let id = UUIDv7(text: parts[0]) else { return nil }
            self.id = RowID(id)
            mark = String(parts[1])
        }
    }

    private func names() async throws -> [Name] {
        let folder = folder
        return try await NIOThreadPool.singleton.runIfActive {
            guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
            return try FileManager.default.contentsOfDirectory(atPath: folder.path).compactMap(Name.init)
        }
    }

    @discardableResult
    private func delete(where isChosen: @escaping @Sendable (Name) -> Bool) async throws -> Int {
        let folder = folder
        return try await NIOThreadPool.singleton.runIfActive {
            guard FileManager.default.fileExists(atPath: folder.path) else { return 0 }
            let chosen = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { Name($0).map(isChosen) ?? false }
            for name in chosen {
                guard unlink(folder.appending(path: name).path) == 0 || errno == ENOENT else {
                    throw MailFailure.notWritable
                }
            }
            if !chosen.isEmpty { try Self.synchronise(folder) }
            return chosen.count
        }
    }

    private static func write(_ bytes: Data, to path: String) throws(MailFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .notWritable }
        defer { close(descriptor) }
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { throw .notWritable }
            rest = rest.dropFirst(max(count, 0))
        }
        guard fsync(descriptor) == 0 else { throw .notWritable }
    }

    private static func synchronise(_ folder: URL) throws(MailFailure) {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .notWritable }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .notWritable }
    }
}
