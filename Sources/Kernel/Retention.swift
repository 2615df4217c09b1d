/// When the rows of a table or the files of a folder go; erasing their person ends them sooner, whatever stands here.
///
/// The sweeper, `/retention.json` and the data map read it; nothing is kept by another rule.
package struct Retention: Hashable, Sendable {
    /// What the period counts from, in the words of `/retention.json`.
    package enum Trigger: String, CaseIterable, Sendable {
        case created
        case lastUse = "last_use"
        case accountErased = "account_erased"
        case closed
        case consentEnded = "consent_ended"
        case orderPaid = "order_paid"
    }

    /// How the end of a row is known.
    package enum End: Hashable, Sendable {
        /// Never before its person's.
        case withSubject
        /// A column holds the moment; a row without one goes with its person.
        case at(column: String)
        /// The period after the moment in a column; a row without one is not over.
        case after(column: String)
        /// A column holds the moment, and with it the whole person goes.
        case subjectAt(column: String)
        /// The feature that keeps it deletes it, for more counts than a moment. The sweeper only counts the rows that are there
        /// longer than the period since the moment in a column, or since the making of the id in it.
        case byFeature(since: String?)
    }

    package let period: Period
    package let trigger: Trigger
    package let end: End

    private init(_ period: Period, _ trigger: Trigger, _ end: End) {
        self.period = period
        self.trigger = trigger
        self.end = end
    }

    /// As long as the person is here.
    package static let withSubject = Retention(.days(0), .accountErased, .withSubject)

    /// Until the moment in a column, which lies `period` after the trigger.
    package static func until(
        _ column: String,
        _ period: Period,
        from trigger: Trigger = .created
    ) -> Retention {
        Retention(period, trigger, .at(column: column))
    }

    /// Until `period` after the moment in a column.
    package static func after(
        _ column: String,
        _ period: Period,
        from trigger: Trigger = .created
    ) -> Retention {
        Retention(period, trigger, .after(column: column))
    }

    /// Until the moment in a column, which ends the person too: visitors and correspondents.
    package static func subjectUntil(
        _ column: String,
        _ period: Period,
        from trigger: Trigger = .created
    ) -> Retention {
        Retention(period, trigger, .subjectAt(column: column))
    }

    /// At most so long after the moment in a column; the feature knows when exactly.
    package static func byFeature(
        _ period: Period,
        since column: String? = nil,
        from trigger: Trigger = .created
    ) -> Retention {
        Retention(period, trigger, .byFeature(since: column))
    }
}

/// A length of time in the calendar's units.
package enum Period: Hashable, Sendable {
    case days(Int)
    case months(Int)
    case years(Int)

    /// ISO 8601, as the data map writes it; `P0D` is "at once after the trigger".
    package var iso8601: String {
        switch self {
        case .days(let count): "P\(count)D"
        case .months(let count): "P\(count)M"
        case .years(let count): "P\(count)Y"
        }
    }

    /// At most so long: months count 31 days and years 366, so that nothing goes before its time.
    package var duration: Duration {
        switch self {
        case .days(let count): .days(count)
        case .months(let count): .days(count * 31)
        case .years(let count): .days(count * 366)
        }
    }
}
