import Accounts
import Kernel
import Moderation
import Privacy
import Studio
import Vault

/// What people may demand.
extension CoreFoundation {
    func privacy(_ studio: Studio, _ accounts: Accounts, _ archives: Archives) -> Privacy {
        Privacy(
            platform: PrivacyPlatform(
                store: store,
                ring: ring,
                vault: vault,
                gate: gate,
                blobs: places.blobs,
                queue: queue,
                audit: audit,
                seal: InstallationSeal(places.master, for: "erasure notice"),
                clock: clock,
                ids: ids,
                checkpoint: ambience.checkpoint
            ),
            inventory: Core.inventory,
            files: [ImageFiles()],
            traces: [MailFiles(mail: mail), archives, RequestTraces(store: store)],
            content: StudioContent(studio: studio),
            notices: AccountNotices(accounts: accounts),
            caretakers: StaffCaretakers()
        )
    }

    func sweeper(_ privacy: Privacy, _ archives: Archives) -> RetentionSweeper {
        RetentionSweeper(
            plan,
            store: store,
            holds: privacy.legalHolds,
            folders: Core.watched(mail, archives),
            privacy: privacy,
            clock: clock
        )
    }

    func privacyChoices() -> PrivacyChoices {
        PrivacyChoices(
            store: store,
            vault: vault,
            ring: ring,
            gate: gate,
            audit: audit,
            rules: rules,
            master: places.master,
            controller: choices.consents.controller,
            clock: clock,
            ids: ids
        )
    }

    func requests(
        _ privacy: Privacy,
        _ archives: Archives,
        _ accounts: Accounts,
        _ moderation: Moderation
    ) -> RequestDesk {
        RequestDesk(
            privacy: privacy,
            platform: RequestPlatform(
                vault: vault,
                gate: gate,
                mail: mail,
                outbound: outbound,
                archives: archives,
                ids: ids,
                randomness: randomness
            ),
            people: PeopleOfRequests(
                accounts: accounts,
                staff: Staff(
                    accounts: accounts,
                    audit: audit,
                    cases: NamedInCases(moderation: moderation)
                ),
                store: store
            ),
            words: choices.requests.words,
            office: choices.requests.office,
            agents: choices.requests.agents
        )
    }
}
