import Audit
package import Kernel
package import Mail
package import Outbound
package import Purposes
import Queue
import Store
package import Vault

/// The rights desk: takes what people demand about their data, with or without an account, makes sure in proportion that it
/// is them, keeps the clock, and answers.
///
/// Each request belongs to a subject of its own, so that it outlives the account that it is about: 24 months after its end,
/// and then without a word of what was written. Nothing that cannot be taken back happens before the person is verified.
package struct RequestDesk: Sendable {
    /// How long a request's subject lives at most; `keep` after its end comes sooner.
    static let correspondence: Duration = .days(3 * 365)
    /// How long what is listed of a closed request is kept.
    static let keep = Period.months(24)

    let privacy: Privacy
    let vault: Vault
    let gate: PurposeGate
    let mail: Mail
    let outbound: Outbound
    let archives: Archives
    let people: any RequestPeople
    let words: RequestWords
    package let office: RequestOffice
    package let agents: AgentRegister
    let ids: IDs
    let randomness: Randomness
    let allowance = LetterAllowance()

    var store: any Store { privacy.store }
    var audit: AuditLog { privacy.audit }
    var queue: Queue { privacy.queue }
    var clock: Clock { privacy.clock }

    package init(
        privacy: Privacy,
        platform: RequestPlatform,
        people: any RequestPeople,
        words: RequestWords,
        office: RequestOffice,
        agents: AgentRegister
    ) {
        self.privacy = privacy
        vault = platform.vault
        gate = platform.gate
        mail = platform.mail
        outbound = platform.outbound
        archives = platform.archives
        ids = platform.ids
        randomness = platform.randomness
        self.people = people
        self.words = words
        self.office = office
        self.agents = agents
    }
}

/// What the desk stands on beside Privacy.
package struct RequestPlatform: Sendable {
    let vault: Vault
    let gate: PurposeGate
    let mail: Mail
    let outbound: Outbound
    let archives: Archives
    let ids: IDs
    let randomness: Randomness

    package init(
        vault: Vault,
        gate: PurposeGate,
        mail: Mail,
        outbound: Outbound,
        archives: Archives,
        ids: IDs,
        randomness: Randomness
    ) {
        self.vault = vault
        self.gate = gate
        self.mail = mail
        self.outbound = outbound
        self.archives = archives
        self.ids = ids
        self.randomness = randomness
    }
}
