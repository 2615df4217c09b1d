package import Kernel

package enum ImportKind: Identified {
    package static let idPrefix = "imp"
}

/// One archive that was brought here.
package typealias ImportID = ID<ImportKind>

/// An archive that was brought here, as its person sees it.
package struct Import: Hashable, Sendable {
    package enum Status: String, Sendable {
        case queued
        case running
        /// Everything that can be taken over is here.
        case complete
        /// Something is missing; the report says what and why.
        case partial
        /// Nothing was taken: it is no archive of ours, or one that means harm.
        case refused
        case failed
    }

    package let id: ImportID
    package let status: Status
    package let askedAt: Timestamp
    package let finishedAt: Timestamp?
    /// Why it was refused, in a word.
    package let refusal: String?
    package let sections: [ImportedSection]

    package var isOpen: Bool { status == .queued || status == .running }
}

/// What became of one kind of record.
package struct ImportedSection: Hashable, Sendable, Codable {
    package let name: String
    /// How many records the archive has.
    package var read = 0
    /// How many are here now.
    package var written = 0
    /// How many are not, by reason.
    package var skipped: [String: Int] = [:]
    /// Whether its records can be taken over at all.
    package let isTaken: Bool

    package init(_ name: String, isTaken: Bool = true) {
        self.name = name
        self.isTaken = isTaken
    }

    /// Whether something that should be here is not.
    var isPartial: Bool { isTaken && written < read }

    mutating func skip(_ reason: String, _ count: Int = 1) {
        skipped[reason, default: 0] += count
    }

    private enum CodingKeys: String, CodingKey {
        case name, read, written, skipped
        case isTaken = "taken"
    }
}
