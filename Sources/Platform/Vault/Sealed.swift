package import FoundationEssentials
package import Kernel
package import Store

/// Where a sealed value lies.
///
/// It is bound into the seal, so that a value moved to another row, column or person does not open.
package struct SealedPlace: Hashable, Sendable {
    let table: String
    let column: String
    let row: Data

    package init<Kind>(_ table: StaticString, _ column: StaticString, row: ID<Kind>) {
        self.table = "\(table)"
        self.column = "\(column)"
        self.row = row.value.bytes
    }

    /// A place that the inventory names: a row by its id, or by its subject where it has none.
    package init(
        _ table: SQLName,
        _ column: SQLName,
        row: UUIDv7
    ) {
        self.table = table.text
        self.column = column.text
        self.row = row.bytes
    }

    /// The bytes that AES-GCM authenticates beside the value: lengths before parts, so that no two places look alike.
    func binding(to subject: SubjectID) -> Data {
        [Data("nbp-seal-1".utf8), Data(table.utf8), Data(column.utf8), row, subject.value.bytes]
            .reduce(into: Data()) { bytes, part in
                bytes.append(UInt8(part.count))
                bytes.append(part)
            }
    }
}

/// A value encrypted under its subject's key, as the database holds it.
package struct Sealed: Hashable, Sendable {
    package let bytes: Data
    let place: SealedPlace

    package init(_ bytes: Data, at place: SealedPlace) {
        self.bytes = bytes
        self.place = place
    }
}
