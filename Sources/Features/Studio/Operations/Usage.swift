package import Billing
package import Kernel
package import Purposes
import Store

/// What somebody has used, and what they have left.
package struct StudioUsage: Sendable {
    package let lines: [UsageLine]
    package let freeCredits: Credits
    package let openJobs: Int
    /// How many they may have on models that cost nothing; nil without a limit.
    package let imagesPerDay: Int?
    package let at: Timestamp
}

extension Studio {
    /// What this person used today and in thirty days, by the ledger.
    package func usage(under permit: borrowing Permit<ProvideService>) async throws -> StudioUsage {
        let (subject, billing, now) = (permit.subject, billing, clock.now())
        let limit = limits.freeImages[try await screening.standing(of: subject)]
        return try await store.read { tx in
            StudioUsage(
                lines: try billing.usage(of: subject, in: tx),
                freeCredits: try billing.freeCredits(of: subject, in: tx),
                openJobs: try JobRecords(tx).openJobs(of: subject),
                imagesPerDay: limit,
                at: now
            )
        }
    }
}
