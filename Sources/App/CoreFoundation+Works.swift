import Accounts
import Billing
import Blobs
import Engines
import Gateways
import Moderation
import Neural
import Privacy
import Studio
import Webhooks

/// What people make here, and take with them.
extension CoreFoundation {
    /// Who asks the engines elsewhere that the settings name.
    func router() -> Router? {
        choices.hall.router(
            EngineHall.Supplies(
                outbound: outbound,
                imaging: imaging,
                journal: StudioJournal(
                    store: store,
                    blobs: Blobs(store: places.blobs, vault: vault, randomness: randomness),
                    gate: gate,
                    clock: clock,
                    checkpoint: ambience.checkpoint
                ),
                clock: clock,
                randomness: randomness,
                ids: ids
            )
        )
    }

    func studio(
        _ moderation: Moderation,
        _ classifier: PictureClassifier,
        _ accounts: Accounts,
        _ router: Router?,
        _ webhooks: Webhooks
    ) throws -> Studio {
        let workshop = try choices.workshop(imaging)
        let elsewhere = choices.hall.engines(of: router, imaging, clock)
        return Studio(
            platform: StudioPlatform(
                store: store,
                vault: vault,
                blobs: Blobs(store: places.blobs, vault: vault, randomness: randomness),
                gate: gate,
                queue: queue,
                imaging: imaging,
                marks: choices.tamperedMarks(provenance),
                clock: clock,
                ids: ids,
                randomness: randomness,
                checkpoint: ambience.checkpoint
            ),
            billing: Billing(clock: clock, ids: ids),
            models: choices.models,
            engines: workshop.engines.merging(elsewhere) { here, _ in here },
            limits: choices.limits,
            tools: workshop.tools,
            screening: ModeratedStudio(
                moderation: moderation,
                classifier: classifier,
                restricted: RestrictedPictures(store: store),
                accounts: accounts,
                needsAccount: choices.limits.paidNeedsAccount
            ),
            listener: ToldStudio(webhooks: webhooks)
        )
    }

    /// Who tells people's servers what ended.
    func webhooks(_ accounts: Accounts) -> Webhooks {
        Webhooks(
            platform: WebhookPlatform(
                store: store,
                vault: vault,
                gate: gate,
                queue: queue(.webhooks),
                outbound: outbound,
                mail: mail,
                clock: clock,
                ids: ids,
                randomness: randomness,
                checkpoint: ambience.checkpoint
            ),
            mailboxes: AccountMailboxes(accounts: accounts),
            links: choices.webhooks
        )
    }

    func archives(_ studio: Studio, _ accounts: Accounts) -> Archives {
        Archives(
            platform: ArchivePlatform(
                store: store,
                vault: vault,
                gate: gate,
                queue: queue,
                courier: queue(.courier),
                outbound: outbound,
                audit: audit,
                pictures: places.blobs,
                shelf: places.archives,
                clock: clock,
                ids: ids,
                randomness: randomness,
                checkpoint: ambience.checkpoint
            ),
            inventory: Core.inventory,
            sources: choices.archives.sources(choices.outside),
            taker: WorksTaker(studio: studio, accounts: accounts),
            words: choices.words,
            tampering: choices.archives.tampering
        )
    }
}
