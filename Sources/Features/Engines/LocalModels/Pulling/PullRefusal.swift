import Outbound

/// Why weights were not pulled, and what to do.
package enum PullRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case nameTaken(WeightsName)
    /// Another pull of the same name is under way.
    case busy(WeightsName)
    case noAnswer(host: String)
    /// A private network, or plain HTTP outside of this machine.
    case unsafe(host: String)
    case untrusted(host: String)
    case status(Int, host: String)
    case webPage(host: String)
    /// It leads on and on, or to no address.
    case astray(host: String)
    /// `limit` is in bytes.
    case tooLarge(limit: Int)
    /// `needed` is in bytes.
    case diskFull(needed: Int)
    /// `size` is what has come, in bytes; it is kept.
    case brokenOff(after: Int)
    case otherDigest(expected: WeightsDigest, found: WeightsDigest)
    case unfit(WeightsRefusal)

    package var description: String {
        switch self {
        case .nameTaken(let name):
            "\(name.text) is here already, with another digest or none; remove it first, or choose another with --name"
        case .busy(let name):
            "\(name.text) is being pulled by another nbp; wait until that has ended"
        case .noAnswer(let host):
            "\(host) does not answer; check the address and the network, then run the same command again"
        case .unsafe(let host):
            "\(host) is not on the public internet, or without https; fetch the file yourself and name its path with NBP_SDCPP_MODEL"
        case .untrusted(let host):
            "\(host) has no certificate that this machine trusts; check the address and the machine's date"
        case .status(401, let host), .status(403, let host):
            "\(host) wants a login, which nbp does not send; fetch the file yourself and name its path with NBP_SDCPP_MODEL"
        case .status(let status, let host):
            "\(host) answered with status \(status); check the address, or try again later"
        case .webPage(let host):
            "\(host) answered with a web page; use the address that the page's download button leads to"
        case .astray(let host):
            "\(host) leads on to other places without an end; use the address of the file itself"
        case .tooLarge(let limit):
            "the file is larger than \(limit >> 30) GiB; that much is not pulled"
        case .diskFull(let needed):
            "the disk has no room for \((needed >> 20) + 1) MiB more; free some space and run the same command again"
        case .brokenOff(let size):
            "the connection broke off after \(size >> 20) MiB; run the same command again, and it goes on from there"
        case .otherDigest(let expected, let found):
            "the file has the SHA-256 \(found.text) and not \(expected.text); it was deleted: ask its publisher which is right"
        case .unfit(let refusal):
            refusal.description
        }
    }
}

extension PullRefusal {
    /// What an error of the way out means for a pull that has so many bytes.
    init(_ error: OutboundError, host: String, after size: Int) {
        self =
            switch error {
            case .addressRefused, .tlsRequired, .egressDenied, .transferDenied, .contractExpired:
                .unsafe(host: host)
            case .untrusted: .untrusted(host: host)
            case .tooLarge: .tooLarge(limit: WeightsPull.largest)
            case .damaged, .timedOut: size > 0 ? .brokenOff(after: size) : .noAnswer(host: host)
            case .unresolved, .unreachable: .noAnswer(host: host)
            }
    }
}
