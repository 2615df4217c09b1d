extension Mutation {
    /// The step of the product that it leaves out, where it is one.
    var skippedStep: String? {
        switch self {
        case .supportKept: "erase.support"
        case .reportSilent: "erase.report"
        case .indexKept: "erase.index"
        case .journalsKept: "erase.journals"
        case .filesKept: "erase.files"
        case .ledgerLate: "erase.ledger-first"
        case .keyKept: "erase.key"
        case .replayOff: "replay"
        case .backupsKept: "backup.rotation"
        case .restrictionIgnored: "restriction"
        case .jobsExempt: "job.permission"
        case .holdIgnored: "hold"
        case .holdWide: "hold.narrow"
        default: nil
        }
    }
}
