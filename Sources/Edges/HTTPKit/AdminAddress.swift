package import Kernel
package import Moderation

/// The addresses of the admin site, for people.
package enum AdminAddress: Hashable, Sendable {
    case overview
    /// The form that finds an account, and where it goes.
    case accounts
    case account(SubjectID)
    /// Where the reason goes that opens something of an account.
    case openAccount(SubjectID)
    /// A private picture, small, for whoever has given a reason.
    case work(ImageID, of: SubjectID)
    case freeze(SubjectID)
    case release(SubjectID)
    case staff
    case member(SubjectID)
    case abuse
    case abuseCase(CaseID)
    case changeMember(SubjectID)
    case removeMember(SubjectID)
    case jobs
    case retryWork
    case engines
    case metrics
    case settings
    case audit

    /// Those without an id.
    package static let fixed: [AdminAddress] = [
        .overview, .accounts, .staff, .abuse, .jobs, .engines, .metrics, .settings, .audit,
    ]

    /// Those that a path might mean whose last part is this.
    package static func naming(_ last: String) -> [AdminAddress] {
        if let entry = CaseID(last) { return [.abuseCase(entry)] }
        guard let subject = SubjectID(last) else { return [] }
        return [.account(subject), .member(subject)]
    }

    var path: String {
        switch self {
        case .overview: "/admin"
        case .accounts: "/admin/accounts"
        case .account(let id): "/admin/accounts/\(id.text)"
        case .openAccount(let id): "/admin/accounts/\(id.text)/open"
        case .work(let image, let id): "/admin/accounts/\(id.text)/images/\(image.text)"
        case .freeze(let id): "/admin/accounts/\(id.text)/freeze"
        case .release(let id): "/admin/accounts/\(id.text)/release"
        case .staff: "/admin/staff"
        case .member(let id): "/admin/staff/\(id.text)"
        case .abuse: "/admin/abuse"
        case .abuseCase(let id): "/admin/abuse/\(id.text)"
        case .changeMember(let id): "/admin/staff/\(id.text)/role"
        case .removeMember(let id): "/admin/staff/\(id.text)/remove"
        case .jobs: "/admin/jobs"
        case .retryWork: "/admin/jobs/retry"
        case .engines: "/admin/engines"
        case .metrics: "/admin/metrics"
        case .settings: "/admin/settings"
        case .audit: "/admin/audit"
        }
    }
}
