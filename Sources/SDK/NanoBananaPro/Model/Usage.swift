#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension NanoBananaPro {
    /// What an account has used, and what it may still spend.
    public struct Usage: Hashable, Sendable {
        /// Pictures and credits that jobs spent, or hold while they run.
        public struct Spending: Hashable, Sendable, Decodable {
            /// Pictures.
            public let images: Int
            /// Whole credits.
            public let credits: Int
        }

        /// Since the day began, in UTC.
        public let today: Spending
        /// In thirty days, today's included.
        public let thirtyDays: Spending
        /// Credits that are there to spend.
        public let freeCredits: Int
        /// Jobs that wait or run.
        public let openJobs: Int
        /// When today's limits begin anew.
        public let resetsAt: Date
    }
}

/// What of the server's answer is told on.
struct UsageReport: Decodable {
    private let today: NanoBananaPro.Usage.Spending
    private let thirtyDays: NanoBananaPro.Usage.Spending
    private let freeCredits: Int
    private let openJobs: Int
    private let resetsAt: String

    private enum CodingKeys: String, CodingKey {
        case today
        case thirtyDays = "thirty_days"
        case freeCredits = "free_credits"
        case openJobs = "open_jobs"
        case resetsAt = "resets_at"
    }

    func usage() throws(NanoBananaProError) -> NanoBananaPro.Usage {
        NanoBananaPro.Usage(
            today: today,
            thirtyDays: thirtyDays,
            freeCredits: freeCredits,
            openJobs: openJobs,
            resetsAt: try Moment.read(resetsAt)
        )
    }
}
