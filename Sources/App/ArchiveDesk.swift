import Accounts
package import FoundationEssentials
import Glibc
package import Kernel
import Privacy

/// Writes and takes archives from the machine itself, for the operator: beside a running server.
package struct ArchiveDesk: Sendable {
    /// What a command cannot do, and what to do instead.
    package struct Refusal: Error, CustomStringConvertible {
        package let description: String
    }

    /// What became of an archive, in words.
    package struct Report: Sendable {
        package let lines: [String]
        package let isComplete: Bool
    }

    private static let role = "operator"

    private let core: Core
    private let settings: Settings

    /// Opens the installation beside a running server.
    /// - Throws: whatever forbids the start of a server; `RestoredCopy`.
    package init(_ settings: Settings) async throws {
        core = try await Core.beside(settings)
        self.settings = settings
    }

    /// Writes everything about somebody to a file that only its owner can read.
    /// - Returns: its size in bytes.
    package func export(
        _ address: String,
        to file: URL,
        in language: Language
    ) async throws -> Int {
        let subject = try await subject(address)
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Refusal(
                description: "\(file.path) is there already or cannot be written; name another file"
            )
        }
        let output = FileDescriptor(descriptor)
        do {
            try await worded {
                try await core.archives.pack(
                    for: subject,
                    in: language,
                    askedBy: Self.role,
                    into: output.append
                )
            }
        } catch {
            unlink(file.path)
            throw error
        }
        return output.size
    }

    /// Takes an archive into somebody's account.
    package func bring(_ file: URL, to address: String) async throws -> Report {
        let subject = try await subject(address)
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Refusal(description: "\(file.path) cannot be read") }
        let input = FileDescriptor(descriptor)
        let source = ArchiveSource(size: input.size, reading: input.read)
        let (sections, isComplete) = try await worded {
            try await core.archives.read(source, for: subject, askedBy: Self.role)
        }
        let lines = sections.filter { $0.read > 0 }.map { section in
            let reasons = section.skipped.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            let skipped = reasons.isEmpty ? "" : "; skipped: \(reasons.joined(separator: ", "))"
            return "\(section.name): \(section.read) read, \(section.written) written\(skipped)"
        }
        return Report(lines: lines, isComplete: isComplete)
    }

    private func subject(_ text: String) async throws -> SubjectID {
        guard let address = EmailAddress(text) else {
            throw Refusal(description: "\(text) is no e-mail address; write it as name@example.org")
        }
        guard let subject = try await core.staff.find(address) else {
            throw Refusal(description: "no account has the address \(text)")
        }
        return subject
    }

    /// A refusal in one English line, as the terminal shows it.
    private func worded<Value>(_ act: () async throws -> Value) async throws -> Value {
        do {
            return try await act()
        } catch let problem as Problem {
            let words = try Catalogues(ShareFolder(settings.shareFolder))[.english]
            throw Refusal(description: "\(words[problem.title]): \(words[problem.detail])")
        }
    }
}

/// A file of the operator's, closed with the object; its calls block, which harms nobody in a command.
private final class FileDescriptor: Sendable {
    private let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }

    var size: Int {
        var facts = stat()
        return fstat(number, &facts) == 0 ? Int(facts.st_size) : 0
    }

    @Sendable func append(_ bytes: Data) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
            guard written > 0 else {
                throw ArchiveDesk.Refusal(description: "the file cannot be written; is the disk full?")
            }
            rest = rest.dropFirst(written)
        }
    }

    @Sendable func read(at offset: Int, _ count: Int) throws -> Data {
        var bytes = Data(count: count)
        let came = bytes.withUnsafeMutableBytes { pread(number, $0.baseAddress, count, off_t(offset)) }
        guard came >= 0 else { throw ArchiveDesk.Refusal(description: "the file cannot be read") }
        return bytes.prefix(came)
    }
}
