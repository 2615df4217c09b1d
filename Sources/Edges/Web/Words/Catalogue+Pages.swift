import Engines
import Foundation
import Kernel
import Studio

/// How pages word counts, names, sizes, prices and times.
extension Catalogue {
    /// From here on times are said in minutes.
    private static let patientSeconds = 90.0

    /// The sentence for so many things; `{n}` in it is the number.
    func counted(
        _ key: String,
        _ number: Int,
        _ more: [String: String] = [:]
    ) -> String {
        // Chinese has one form only; its catalogue holds it under both names.
        let form = number == 1 ? "one" : "other"
        return self[Message("\(key)_\(form)", more.merging(["n": grouped(number)]) { own, _ in own })]
    }

    /// `32000` as `32,000`.
    func grouped(_ number: Int) -> String {
        let digits = String(number)
        return String(
            digits.enumerated().flatMap { place, digit in
                place > 0 && (digits.count - place).isMultiple(of: 3) ? [",", digit] : [digit]
            }
        )
    }

    /// Names in a row.
    func list(_ names: [String]) -> String {
        names.joined(separator: language == .traditionalChinese ? "、" : ", ")
    }

    /// Phrases in a row, which may have commas in them.
    func series(_ phrases: [String]) -> String {
        phrases.joined(separator: language == .traditionalChinese ? "；" : "; ")
    }

    func pixels(_ size: PixelSize) -> String { "\(size.width) × \(size.height)" }

    /// A moment to the minute; scripts put it into the reader's own zone.
    func moment(_ moment: Timestamp) -> String {
        "\(moment.description.prefix(16).replacing("T", with: " ")) UTC"
    }

    func name(ofModel id: String) -> String {
        id == Upload.model ? self["upload.label"] : strings["model.\(id).name"] ?? id
    }

    /// An operator's own models bring their names along.
    func name(of model: Model) -> String { model.name ?? name(ofModel: model.id) }

    /// Says of a picture that it was brought, and what its file was called.
    func label(ofUpload name: String?) -> String {
        name.map { self[Message("upload.named", ["name": $0])] } ?? self["upload.label"]
    }

    func summary(ofModel id: String) -> String { strings["model.\(id).summary"] ?? "" }

    func name(ofStyle id: String?) -> String { strings["style.\(id ?? "none")"] ?? id ?? "" }

    /// Where a prompt goes when this model is used.
    func place(of model: Model) -> String {
        switch model.place {
        case Model.Place.here: self["place.here"]
        case Model.Place.own: self["place.own"]
        default: self[Message("place.away", ["country": country(of: model)])]
        }
    }

    /// The country where a model's prompts go, by its name.
    func country(of model: Model) -> String {
        Locale(identifier: language.rawValue).localizedString(forRegionCode: model.place) ?? model.place
    }

    func name(of country: Country) -> String {
        Locale(identifier: language.rawValue).localizedString(forRegionCode: country.code) ?? country.code
    }

    /// What an order costs and about how long it takes, as the button says it; the form's script does the same sum.
    func terms(of model: Model, _ resolution: Resolution, images: Int) -> String {
        let credits = Int((model.price * images).amount)
        let price = credits == 0 ? self["studio.free"] : counted("studio.credits", credits)
        let seconds = (model.typicalSeconds[resolution.rawValue] ?? 0) * Double(images)
        let (key, number) =
            seconds < Self.patientSeconds
            ? ("studio.seconds", max(1, seconds.rounded())) : ("studio.minutes", (seconds / 60).rounded())
        return "\(price) · \(self[Message(key, ["n": grouped(Int(number))])])"
    }
}

extension Double {
    /// Without a fraction where there is none: `4`, `0.4`.
    var plain: String {
        self == rounded() ? String(Int(self)) : String(self)
    }
}
