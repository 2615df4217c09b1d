package import Kernel
package import Moderation
package import Privacy

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
    /// Where staff have somebody's data be kept and not used.
    case restrict(SubjectID)
    case liftRestriction(SubjectID)
    case staff
    case member(SubjectID)
    case abuse
    case abuseCase(CaseID)
    case requests
    case request(RightsRequestID)
    case holds
    case approveHold(HoldID)
    case liftHold(HoldID)
    case objections
    case decideObjection(ObjectionID)
    case changeMember(SubjectID)
    case removeMember(SubjectID)
    case jobs
    case retryWork
    case engines
    case metrics
    case usage
    case settings
    case audit

    /// Those without an id.
    package static let fixed: [AdminAddress] = [
        .overview, .accounts, .staff, .abuse, .requests, .holds, .objections, .jobs, .engines, .metrics,
        .usage, .settings, .audit,
    ]

    /// Those that a path might mean whose last part is this.
    package static func naming(_ last: String) -> [AdminAddress] {
        if let request = RightsRequestID(last) { return [.request(request)] }
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
        case .restrict(let id): "/admin/accounts/\(id.text)/restrict"
        case .liftRestriction(let id): "/admin/accounts/\(id.text)/lift"
        case .staff: "/admin/staff"
        case .member(let id): "/admin/staff/\(id.text)"
        case .abuse: "/admin/abuse"
        case .abuseCase(let id): "/admin/abuse/\(id.text)"
        case .requests: "/admin/requests"
        case .request(let id): "/admin/requests/\(id.text)"
        case .holds: "/admin/holds"
        case .approveHold(let id): "/admin/holds/\(id.text)/approve"
        case .liftHold(let id): "/admin/holds/\(id.text)/lift"
        case .objections: "/admin/objections"
        case .decideObjection(let id): "/admin/objections/\(id.text)/decision"
        case .changeMember(let id): "/admin/staff/\(id.text)/role"
        case .removeMember(let id): "/admin/staff/\(id.text)/remove"
        case .jobs: "/admin/jobs"
        case .retryWork: "/admin/jobs/retry"
        case .engines: "/admin/engines"
        case .metrics: "/admin/metrics"
        case .usage: "/admin/usage"
        case .settings: "/admin/settings"
        case .audit: "/admin/audit"
        }
    }
}
