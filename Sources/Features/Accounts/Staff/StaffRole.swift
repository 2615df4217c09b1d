import Store

/// What somebody of the staff is there for; decides what they may do.
package enum StaffRole: String, CaseIterable, Sendable, SQLConvertible {
    /// Runs the installation, and alone decides who is staff.
    case owner
    /// Helps people and looks after reports.
    case support
    /// Looks after people's rights and the audit log.
    case privacy
    /// Looks after credits and payments.
    case finance
    /// Looks at the machine, and at nobody.
    case readOnly = "read-only"
}

/// One thing that staff may do on the admin site: the closed list.
package enum StaffRight: String, CaseIterable, Sendable {
    case seeOverview
    /// Finds an account by its exact address, and sees what tells nothing about its person.
    case seeAccounts
    /// Opens somebody's e-mail address, name and country, with a reason.
    case openProfile
    /// Opens somebody's private pictures and prompts, with a reason.
    case openWork
    /// Freezes an account that is said to be a child's, and releases it.
    case flagMinor
    case suspend
    /// Decides on reports and appeals.
    case decideAbuse
    /// Decides on objections to what protects others.
    case decideObjections
    /// Answers what people demand about their data.
    case answerRequests
    case seeJobs
    case retryWork
    case seeEngines
    case seeSettings
    case seeMetrics
    case seeAudit
    case manageStaff
    /// Proposes, approves and lifts legal holds.
    case holdRecords
    /// Has somebody's data be kept and not used, and lifts that.
    case restrict
}

extension StaffRole {
    /// Everything that the role may do; what is not named here is denied.
    package var rights: Set<StaffRight> {
        switch self {
        case .owner:
            [
                .seeOverview, .seeAccounts, .openProfile, .openWork, .flagMinor, .suspend, .decideAbuse,
                .decideObjections, .answerRequests, .seeJobs,
                .retryWork, .seeEngines, .seeSettings, .seeMetrics, .seeAudit, .manageStaff,
                .holdRecords, .restrict,
            ]
        case .support:
            [
                .seeOverview, .seeAccounts, .openProfile, .openWork, .flagMinor, .suspend, .decideAbuse,
                .seeJobs,
                .retryWork, .seeEngines,
            ]
        case .privacy:
            [
                .seeOverview, .seeAccounts, .openProfile, .openWork, .flagMinor, .decideAbuse,
                .decideObjections, .answerRequests, .seeSettings, .seeAudit, .holdRecords, .restrict,
            ]
        case .finance:
            [.seeOverview, .seeAccounts, .seeMetrics]
        case .readOnly:
            [.seeOverview, .seeJobs, .seeEngines, .seeSettings, .seeMetrics, .seeAudit]
        }
    }

    package func may(_ right: StaffRight) -> Bool { rights.contains(right) }
}
