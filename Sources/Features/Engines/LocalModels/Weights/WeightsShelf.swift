package import FoundationEssentials
import Glibc
package import Kernel

/// The folder of weights that were pulled, each beside the digest that it was verified by.
///
/// The digest's file is one that `sha256sum --check` reads; its age is when that was. What lies there without one was put there
/// by somebody else and is not listed.
package struct WeightsShelf: Sendable {
    static let partSuffix = ".part"
    static let digestSuffix = ".sha256"
    /// In bytes: a digest, two blanks, a name and the end of the line.
    private static let longestDigestFile = 512

    /// Weights that are whole.
    package struct Entry: Hashable, Sendable {
        package let name: WeightsName
        /// In bytes.
        package let size: Int
        package let digest: WeightsDigest
        package let verifiedAt: Timestamp
    }

    package let folder: URL

    /// Names the folder; touches nothing on disk.
    package init(_ folder: URL) {
        self.folder = folder
    }

    /// Where weights of this name are, or would be.
    package func file(_ name: WeightsName) -> URL {
        folder.appending(path: name.text)
    }

    func part(of name: WeightsName) -> URL {
        folder.appending(path: name.text + Self.partSuffix)
    }

    func digestFile(of name: WeightsName) -> URL {
        folder.appending(path: name.text + Self.digestSuffix)
    }

    /// Everything that is here, by name; none where the folder is missing.
    package func entries() -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { WeightsName($0) }.compactMap { entry($0) }
    }

    /// The weights of a name; nil where there are none, or nobody verified them.
    package func entry(_ name: WeightsName) -> Entry? {
        var facts = stat()
        guard stat(file(name).path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
            let (digest, moment) = verification(of: name)
        else { return nil }
        return Entry(name: name, size: Int(facts.st_size), digest: digest, verifiedAt: moment)
    }

    /// Takes weights away, with what a broken pull left of them.
    /// - Throws: `WeightsRefusal`.
    package func remove(_ name: WeightsName) throws(WeightsRefusal) {
        let files = [file(name), part(of: name), digestFile(of: name)]
        var isHere = false
        for file in files {
            if unlink(file.path) == 0 {
                isHere = true
            } else if errno != ENOENT {
                throw .notWritable(path: file.path)
            }
        }
        guard isHere else { throw .unknown(name: name.text) }
    }

    /// Makes the folder where it is missing, for its owner alone.
    func prepare() throws(WeightsRefusal) {
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .notWritable(path: folder.path)
        }
    }

    /// Puts a pulled file in its place, with the digest that it has.
    ///
    /// The digest first: a crash between the two leaves weights that are pulled again, and never such that nobody verified.
    func take(_ name: WeightsName, verifiedAs digest: WeightsDigest) throws(WeightsRefusal) {
        do {
            let line = Data("\(digest.text)  \(name.text)\n".utf8)
            try line.write(to: digestFile(of: name), options: .atomic)
        } catch {
            throw .notWritable(path: digestFile(of: name).path)
        }
        guard rename(part(of: name).path, file(name).path) == 0 else {
            throw .notWritable(path: file(name).path)
        }
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .notWritable(path: folder.path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .notWritable(path: folder.path) }
    }

    private func verification(of name: WeightsName) -> (WeightsDigest, Timestamp)? {
        let file = digestFile(of: name)
        var facts = stat()
        guard stat(file.path, &facts) == 0, facts.st_size <= Self.longestDigestFile,
            let text = try? String(contentsOf: file, encoding: .utf8),
            let digest = text.split(separator: " ").first.flatMap({ WeightsDigest(String($0)) })
        else { return nil }
        let seconds = Int64(facts.st_mtim.tv_sec)
        return (digest, Timestamp(milliseconds: seconds * 1_000 + Int64(facts.st_mtim.tv_nsec) / 1_000_000))
    }
}
