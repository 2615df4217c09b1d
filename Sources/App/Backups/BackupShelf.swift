package import Foundation
package import Kernel

/// The folder that holds an installation's backups, and how long each kind stays.
package struct BackupShelf: Sendable {
    /// The published period: what is older is gone.
    package static let period = Period.days(30)
    package static let keep = period.duration
    /// Keys make old data readable again: they stay a shorter time, and the newest of them opens every backup.
    package static let keepKeys: Duration = .days(7)

    package let folder: URL

    package init(_ folder: URL) {
        self.folder = folder
    }

    /// One backup, by what its name tells.
    struct Entry: Hashable {
        let file: URL
        let kind: BackupFile.Kind
        let madeAt: Timestamp

        init?(_ file: URL) {
            let words = file.lastPathComponent.split { $0 == "-" || $0 == "." }
            guard words.count == 4, words[0] == "nbp", words[3] == BackupFile.suffix,
                let kind = BackupFile.Kind(rawValue: String(words[1])), let moment = Int64(words[2])
            else { return nil }
            self.file = file
            self.kind = kind
            madeAt = Timestamp(milliseconds: moment * 1_000)
        }
    }

    /// Where a new backup goes: its name tells kind and time, in seconds since 1970.
    func place(of kind: BackupFile.Kind, at moment: Timestamp) -> URL {
        folder.appending(path: "nbp-\(kind.rawValue)-\(moment.milliseconds / 1_000).\(BackupFile.suffix)")
    }

    func entries() -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { Entry(folder.appending(path: $0)) }
    }

    /// The moment of the oldest backup that is there; nil without one.
    package var oldest: Timestamp? { entries().map(\.madeAt).min() }

    /// Deletes what has been there for its period, measured from the files that are there.
    /// - Returns: how many went.
    @discardableResult
    package func rotate(
        at now: Timestamp,
        keeping period: Duration = Self.keep,
        keys: Duration = Self.keepKeys
    ) throws -> Int {
        let over = entries().filter { $0.madeAt + ($0.kind == .keys ? keys : period) <= now }
        for entry in over { try FileManager.default.removeItem(at: entry.file) }
        return over.count
    }
}
