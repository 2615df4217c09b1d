import Accounts
import HTTPKit
import Kernel
import Mustache

/// A page of the admin site: where one may go, and sections one below the other.
struct AdminPage: PageModel {
    static let template = Template.admin

    var layout: Layout
    let heading: String
    var intro: String?
    /// What was just done.
    var notice: String?
    let tabs: [AdminTab]
    var sections: [AdminSection] = []

    func child(named name: String) -> Any? {
        switch name {
        case "heading": heading
        case "intro": intro
        case "notice": notice
        case "tabs": tabs
        case "sections": sections
        default: layout.child(named: name)
        }
    }
}

/// A link of the admin site's own navigation.
struct AdminTab: MustacheParent, Sendable {
    let url: String
    let label: String
    let isCurrent: Bool

    func child(named name: String) -> Any? {
        switch name {
        case "url": url
        case "label": label
        case "current": isCurrent
        default: nil
        }
    }
}

extension AdminTab {
    /// What a role may see, each place with the right that it takes.
    private static let places: [(address: AdminAddress, key: String, right: StaffRight)] = [
        (.overview, "admin.overview", .seeOverview),
        (.accounts, "admin.accounts", .seeAccounts),
        (.staff, "admin.staff", .manageStaff),
        (.abuse, "admin.abuse", .decideAbuse),
        (.requests, "admin.requests", .answerRequests),
        (.holds, "admin.holds", .holdRecords),
        (.objections, "admin.objections", .decideObjections),
        (.jobs, "admin.jobs", .seeJobs),
        (.engines, "admin.engines", .seeEngines),
        (.metrics, "admin.metrics", .seeMetrics),
        (.usage, "admin.usage", .seeMetrics),
        (.settings, "admin.settings", .seeSettings),
        (.audit, "admin.audit", .seeAudit),
    ]

    /// The navigation of a role, on a page at this address or below it.
    static func all(
        for role: StaffRole,
        at current: AdminAddress,
        _ words: Catalogue
    ) -> [AdminTab] {
        places.filter { role.may($0.right) }.map { place in
            AdminTab(
                url: Links(words.language).page(.admin(place.address)),
                label: words[place.key],
                isCurrent: place.address == current.place
            )
        }
    }
}

extension AdminAddress {
    /// The place of the navigation that it belongs to.
    fileprivate var place: AdminAddress {
        switch self {
        case .account, .openAccount, .work, .freeze, .release, .restrict, .liftRestriction: .accounts
        case .member, .changeMember, .removeMember: .staff
        case .retryWork: .jobs
        case .abuseCase: .abuse
        case .request: .requests
        case .approveHold, .liftHold: .holds
        case .decideObjection: .objections
        default: self
        }
    }
}
