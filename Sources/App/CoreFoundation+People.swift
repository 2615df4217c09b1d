import Accounts
import Analytics
import Kernel
import Metrics
import Moderation
import Neural

/// Who is here, and what they may show.
extension CoreFoundation {
    func accounts() -> Accounts {
        Accounts(
            platform: AccountsPlatform(
                store: store,
                vault: vault,
                ring: ring,
                gate: gate,
                mail: mail,
                audit: audit,
                queue: queue,
                relay: RelayedAddresses(relay: corrections),
                clock: clock,
                ids: ids,
                randomness: randomness
            ),
            passwords: PasswordKeeper {
                Counter(label: "password.hashes").increment()
            },
            rules: choices.accounts.rules,
            links: choices.accounts.links,
            site: choices.accounts.site,
            words: choices.accounts.words
        )
    }

    func openID() -> OpenID {
        OpenID(
            choices.outside.providers,
            outbound: outbound,
            master: places.master,
            returnAddress: choices.outside.returnAddress,
            clock: clock,
            randomness: randomness
        )
    }

    func moderation(_ accounts: Accounts) -> Moderation {
        Moderation(
            platform: ModerationPlatform(
                store: store,
                vault: vault,
                gate: gate,
                audit: audit,
                mail: mail,
                clock: clock,
                ids: ids
            ),
            mailboxes: AccountMailboxes(accounts: accounts),
            sources: [
                OwnGallery(store: store),
                SharedPictures(store: store, vault: vault, clock: clock),
            ],
            links: choices.moderation.links,
            book: choices.moderation.book,
            classifier: choices.moderation.classifier
        )
    }

    func classifier() -> PictureClassifier {
        PictureClassifier(weights: choices.moderation.weights, imaging: imaging)
    }

    func analytics() -> Analytics {
        Analytics(
            store: store,
            leave: GatedUsage(gate: gate, basis: choices.consents.analyticsBasis),
            salts: choices.usage.salts,
            site: choices.usage.site,
            clock: clock
        )
    }
}
