import Kernel

/// How often one kind of thing may be asked for: by target, by network, and by everybody together.
package struct ThrottlePolicy: Sendable, Hashable {
    /// So many at once, given back evenly over the window.
    package struct Limit: Sendable, Hashable {
        let quota: Int
        /// In seconds.
        let window: Int

        package init(_ quota: Int, per window: Duration) {
            self.quota = quota
            self.window = Int(window.components.seconds)
        }

        /// Microseconds until one request is given back.
        var interval: Int64 { Int64(window) * 1_000_000 / Int64(quota) }
    }

    package let name: String
    /// Whether the target is the asker, who may see where they stand; else it is an account that anybody can name.
    let isTargetOwn: Bool
    /// For one target, from devices that it does not know.
    let target: Limit
    /// For one target, from the devices that it knows.
    let knownDevice: Limit
    let network: Limit
    let everybody: Limit
}

extension ThrottlePolicy {
    /// Signing in with a password, by account.
    package static let signIn = ThrottlePolicy(
        name: "sign_in",
        isTargetOwn: false,
        target: Limit(10, per: .seconds(900)),
        knownDevice: Limit(20, per: .seconds(900)),
        network: Limit(100, per: .seconds(900)),
        everybody: Limit(3_000, per: .seconds(900))
    )

    /// Making an account, by e-mail address.
    package static let signUp = ThrottlePolicy(
        name: "sign_up",
        isTargetOwn: false,
        target: Limit(5, per: .hours(1)),
        knownDevice: Limit(5, per: .hours(1)),
        network: Limit(20, per: .hours(1)),
        everybody: Limit(600, per: .hours(1))
    )

    /// Asking for a link to a new password, by e-mail address.
    package static let reset = ThrottlePolicy(
        name: "reset",
        isTargetOwn: false,
        target: Limit(3, per: .hours(1)),
        knownDevice: Limit(6, per: .hours(1)),
        network: Limit(20, per: .hours(1)),
        everybody: Limit(600, per: .hours(1))
    )

    /// Entering a code of a second factor or of a mail, by account.
    package static let code = ThrottlePolicy(
        name: "code",
        isTargetOwn: false,
        target: Limit(5, per: .seconds(600)),
        knownDevice: Limit(10, per: .seconds(600)),
        network: Limit(60, per: .seconds(600)),
        everybody: Limit(3_000, per: .seconds(600))
    )

    /// Asking for a challenge for a passkey, or answering one, by network alone.
    package static let passkey = ThrottlePolicy(
        name: "passkey",
        isTargetOwn: false,
        target: Limit(60, per: .seconds(600)),
        knownDevice: Limit(60, per: .seconds(600)),
        network: Limit(240, per: .seconds(600)),
        everybody: Limit(6_000, per: .seconds(600))
    )

    /// Reporting a picture or writing to the operator, by what is reported.
    package static let report = ThrottlePolicy(
        name: "report",
        isTargetOwn: false,
        target: Limit(30, per: .hours(1)),
        knownDevice: Limit(30, per: .hours(1)),
        network: Limit(10, per: .hours(1)),
        everybody: Limit(600, per: .hours(1))
    )

    /// Demanding something about one's data, by the address that is named; a mail goes there.
    package static let rights = ThrottlePolicy(
        name: "rights",
        isTargetOwn: false,
        target: Limit(10, per: .hours(1)),
        knownDevice: Limit(10, per: .hours(1)),
        network: Limit(30, per: .hours(1)),
        everybody: Limit(600, per: .hours(1))
    )

    /// Choosing something for the first time in a browser without an account, by network alone; each leaves a row for years.
    package static let choice = ThrottlePolicy(
        name: "choice",
        isTargetOwn: false,
        target: Limit(30, per: .hours(1)),
        knownDevice: Limit(30, per: .hours(1)),
        network: Limit(30, per: .hours(1)),
        everybody: Limit(3_000, per: .hours(1))
    )

    /// Having an archive sent to another installation, which is asked for it up to ten times, by whose archive it is.
    package static let transfer = ThrottlePolicy(
        name: "transfer",
        isTargetOwn: true,
        target: Limit(10, per: .hours(1)),
        knownDevice: Limit(10, per: .hours(1)),
        network: Limit(60, per: .hours(1)),
        everybody: Limit(1_000, per: .hours(1))
    )

    /// Bringing an archive, by who brings it or by the transfer address that it comes to; and having such an address made.
    package static let archive = ThrottlePolicy(
        name: "archive",
        isTargetOwn: true,
        target: Limit(10, per: .hours(1)),
        knownDevice: Limit(10, per: .hours(1)),
        network: Limit(30, per: .hours(1)),
        everybody: Limit(1_000, per: .hours(1))
    )

    /// Having a picture's marks judged, by network alone; each may be 50 MB in memory.
    package static let verify = ThrottlePolicy(
        name: "verify",
        isTargetOwn: false,
        target: Limit(120, per: .hours(1)),
        knownDevice: Limit(120, per: .hours(1)),
        network: Limit(120, per: .hours(1)),
        everybody: Limit(3_000, per: .hours(1))
    )

    /// Requests to the native API that change something, by who asks.
    package static let apiWrite = ThrottlePolicy(
        name: "api_write",
        isTargetOwn: true,
        target: Limit(600, per: .seconds(60)),
        knownDevice: Limit(600, per: .seconds(60)),
        network: Limit(3_000, per: .seconds(60)),
        everybody: Limit(300_000, per: .seconds(60))
    )

    /// Requests to the native API that change nothing, by who asks.
    package static let apiRead = ThrottlePolicy(
        name: "api_read",
        isTargetOwn: true,
        target: Limit(6_000, per: .seconds(60)),
        knownDevice: Limit(6_000, per: .seconds(60)),
        network: Limit(30_000, per: .seconds(60)),
        everybody: Limit(600_000, per: .seconds(60))
    )

    package static let all = [
        signIn, signUp, reset, code, passkey, report, rights, choice, transfer, archive, verify, apiWrite,
        apiRead,
    ]
}
