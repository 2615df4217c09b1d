import FoundationEssentials
package import Kernel

/// A transfer address that was just made, for one archive of somebody's.
package struct ExpectedArrival: Sendable {
    /// Shown once: only a hash of it is kept.
    package let token: TransferToken
    package let expiresAt: Timestamp
}

/// A transfer address as it lies in the database.
struct ArrivalRow: Sendable {
    let id: RowID
    let subject: SubjectID
    let tokenIndex: Data
    let madeAt: Timestamp
    let expiresAt: Timestamp
    let usedAt: Timestamp?
    /// Which delivery used it up; nil where its sender gave it no name.
    let deliveryIndex: Data?
}

/// An archive's way in: by which transfer address, and which delivery it is.
struct Delivery: Sendable {
    let arrival: RowID
    let index: Data?
}
