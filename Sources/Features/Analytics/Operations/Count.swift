import Kernel
import Store

extension Analytics {
    /// Counts one use; the caller has asked `mayCount`.
    ///
    /// What is stored are an hour and closed words: no address, no user agent, no reference to anybody.
    package func count(_ sighting: UsageSighting) async throws {
        let now = clock.now()
        let isNew = isNewVisitor(sighting, on: now.day)
        let referrer = words.referrer(sighting.referrer, in: now.hour)
        let major = words.major(of: sighting.client, in: now.hour)
        try await store.write { tx in
            let records = UsageRecords(tx)
            try records.add(sighting, from: referrer, major: major, at: now.hour)
            if isNew { try records.addVisitor(on: now.day) }
        }
    }

    /// Ends the day's pseudonyms when the day has ended, though nobody comes.
    package func turn() {
        let day = clock.now().day
        wheel.turn(to: day)
        visitors.turn(to: day)
    }

    private func isNewVisitor(_ sighting: UsageSighting, on day: Int) -> Bool {
        guard sighting.event == .pageViewed, sighting.client.device != .robot else { return false }
        let family = "\(sighting.client.family) \(sighting.client.major)"
        return visitors.isNew(wheel.pseudonym(of: sighting.network, family, at: site, on: day), on: day)
    }
}
