package import Audit
package import Kernel
package import Purposes
package import Store
package import Vault

/// What people decide about their data: consents, objections, and the signals of their browsers.
///
/// Everything is kept as events that are only added to; the newest decides. A decision holds from the next request on, and
/// running work that it stops is stopped within a second.
package struct PrivacyChoices: Sendable {
    let store: any Store
    let vault: Vault
    let ring: KeyRing
    let gate: PurposeGate
    let audit: AuditLog
    package let rules: ChoiceRules
    let references: BrowserReferences
    let controller: Controller
    let clock: Clock
    let ids: IDs

    package init(
        store: any Store,
        vault: Vault,
        ring: KeyRing,
        gate: PurposeGate,
        audit: AuditLog,
        rules: ChoiceRules,
        master: MasterKey,
        controller: Controller,
        clock: Clock,
        ids: IDs
    ) {
        self.store = store
        self.vault = vault
        self.ring = ring
        self.gate = gate
        self.audit = audit
        self.rules = rules
        references = BrowserReferences(InstallationSeal(master, for: "browser's choices"))
        self.controller = controller
        self.clock = clock
        self.ids = ids
    }

    package var policy: PolicyPurposes { rules.policy }
}

/// Who runs the installation, as receipts name them.
package struct Controller: Hashable, Sendable {
    package let name: String
    package let address: String
    package let contact: String
    /// ISO 3166-1 alpha-2.
    package let country: String
    /// The base URL, without a slash at the end.
    package let site: String
    package let authority: String

    package init(
        name: String,
        address: String,
        contact: String,
        country: String,
        site: String,
        authority: String
    ) {
        self.name = name
        self.address = address
        self.contact = contact
        self.country = country
        self.site = site
        self.authority = authority
    }

    /// What receipts say while nobody has been named: on a local server.
    package static func local(at site: String) -> Controller {
        Controller(
            name: "Nano Banana Pro on this machine",
            address: "this machine",
            contact: "whoever runs it",
            country: "ZZ",
            site: site,
            authority: "the data protection authority of your country"
        )
    }
}
