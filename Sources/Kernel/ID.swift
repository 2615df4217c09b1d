/// What an id names: the word before the underscore.
package protocol Identified: Sendable {
    static var idPrefix: String { get }
}

/// An id that cannot be mistaken for another kind's: `job_01JD…`.
package struct ID<Kind: Identified>: Hashable, Comparable, Sendable {
    package let value: UUIDv7

    package init(_ value: UUIDv7) {
        self.value = value
    }

    /// Reads `prefix_` and 26 characters; nil for anything else, other kinds' ids included.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == Kind.idPrefix, let value = UUIDv7(text: parts[1]) else {
            return nil
        }
        self.value = value
    }

    package var text: String { "\(Kind.idPrefix)_\(value.text)" }

    /// This id, unless an earlier row's is not lower: then a higher one than that.
    ///
    /// Ids rise within a process alone: after a restart with a clock that was set back, what comes later would count as earlier.
    package func after(_ earlier: ID?) -> ID {
        guard let earlier, self <= earlier else { return self }
        return ID(earlier.value.successor)
    }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension ID: CustomStringConvertible {
    package var description: String { text }
}

extension ID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = ID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an id of this kind")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

package enum SubjectKind: Identified {
    package static let idPrefix = "sub"
}

package enum JobKind: Identified {
    package static let idPrefix = "job"
}

package enum ImageKind: Identified {
    package static let idPrefix = "img"
}

package enum WorkKind: Identified {
    package static let idPrefix = "wrk"
}

package enum EntryKind: Identified {
    package static let idPrefix = "ent"
}

package enum RemovalKind: Identified {
    package static let idPrefix = "era"
}

package enum HoldKind: Identified {
    package static let idPrefix = "hld"
}

package enum RowKind: Identified {
    package static let idPrefix = "row"
}

package enum APIKeyKind: Identified {
    package static let idPrefix = "key"
}

/// A person whose data we hold.
package typealias SubjectID = ID<SubjectKind>
/// One durable request to make images.
package typealias JobID = ID<JobKind>
/// One picture.
package typealias ImageID = ID<ImageKind>
/// One item of the durable queue.
package typealias WorkID = ID<WorkKind>
/// One line of a ledger.
package typealias EntryID = ID<EntryKind>
/// A deletion that somebody asked for; whoever knows the id may read the report on it.
package typealias RemovalID = ID<RemovalKind>
/// A legal hold on one record.
package typealias HoldID = ID<HoldKind>
/// A row that nobody names from outside.
package typealias RowID = ID<RowKind>
/// A key that a program of somebody's comes with.
package typealias APIKeyID = ID<APIKeyKind>
