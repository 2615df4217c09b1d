import Accounts
import HTTPKit
import Kernel

/// What people typed about a key.
extension NewAPIKey {
    /// - Throws: `Problem` that names the field at fault.
    init(_ form: FormBody) throws(Problem) {
        guard let kind = form["kind"].flatMap({ KeySecret.Kind(rawValue: $0) }) else {
            let known = KeySecret.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.valueUnknown, field: "kind", ["known": known])
        }
        try self.init(
            kind,
            named: DisplayName(form["name"] ?? "", field: "name"),
            scopes: kind == .publishable ? nil : KeyDraft(form).scopes,
            origins: form.sites(),
            limits: KeyLimits(
                requestsPerMinute: form.pace(),
                imagesPerDay: form.number("images_per_day", in: Self.budgetRange),
                creditsPerMonth: form.credits()
            ),
            days: form.number("days", in: Self.lifetimeDays)
        )
    }
}

extension APIKeyChange {
    /// What a key is to become; its form holds all that it is, so that what was emptied is taken away.
    /// - Throws: `Problem` that names the field at fault.
    init(
        _ form: FormBody,
        of key: APIKey,
        at now: Timestamp
    ) throws(Problem) {
        self.init()
        // A form without one was made for no key that we showed.
        edition = form["edition"] ?? ""
        name = try DisplayName(form["name"] ?? "", field: "name")
        let ticked = KeyDraft(form).scopes
        // A page's key has one scope alone, and its form no boxes.
        scopes = key.kind == .publishable && ticked.isEmpty ? nil : ticked
        origins = try form.sites()
        requestsPerMinute = .becomes(try form.pace())
        imagesPerDay = .becomes(try form.number("images_per_day", in: NewAPIKey.budgetRange))
        creditsPerMonth = .becomes(try form.credits())
        days = try form.end(of: key, at: now)
    }
}

extension NewAPIKey {
    /// When a key ends first and last that is given an end now.
    static func ends(from now: Timestamp) -> ClosedRange<Timestamp> {
        (now + .days(lifetimeDays.lowerBound))...(now + .days(lifetimeDays.upperBound))
    }
}

extension FormBody {
    /// A whole number; nil where nothing was typed.
    /// - Throws: `Problem` `value_out_of_range`.
    func number(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let text = self[name] else { return nil }
        let digits = text.filter { !$0.isWhitespace }
        guard let number = Int(digits), range.contains(number) else {
            let bounds = ["least": "\(range.lowerBound)", "most": "\(range.upperBound)"]
            throw Problem(.valueOutOfRange, field: name, bounds)
        }
        return number
    }

    /// Nothing typed is asked again for: at 0 hours the old secret ends at once.
    /// - Throws: `Problem` `value_out_of_range`.
    func overlap() throws(Problem) -> Duration {
        try APIKey.overlap(hours: number("overlap_hours", in: APIKey.overlapHours) ?? -1)
    }

    fileprivate func sites() throws(Problem) -> [WebOrigin] {
        try WebOrigin.all(in: (self["origins"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init))
    }

    fileprivate func pace() throws(Problem) -> Int? {
        try number("requests_per_minute", in: NewAPIKey.paceRange)
    }

    fileprivate func credits() throws(Problem) -> Credits? {
        try number("credits_per_month", in: NewAPIKey.budgetRange).map { Credits(Int64($0)) }
    }

    /// On the day that was chosen; the day on which a key ends anyway leaves its hour too.
    fileprivate func end(of key: APIKey, at now: Timestamp) throws(Problem) -> APIKeyChange.Bound<Int> {
        guard let text = self["ends_on"] else { return .becomes(nil) }
        if text == key.expiresAt?.dayInUTC { return .stays }
        guard let days = NewAPIKey.lifetimeDays.first(where: { (now + .days($0)).dayInUTC == text }) else {
            let ends = NewAPIKey.ends(from: now)
            let bounds = ["least": ends.lowerBound.dayInUTC, "most": ends.upperBound.dayInUTC]
            throw Problem(.valueOutOfRange, field: "ends_on", bounds)
        }
        return .becomes(days)
    }
}
