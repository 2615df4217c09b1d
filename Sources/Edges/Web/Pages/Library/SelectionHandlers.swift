import API
import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Privacy
import Studio

extension Web {
    /// What a checkbox is called: the picture's id follows.
    static let pickPrefix = "pick_"

    /// Takes the pictures that were chosen in the gallery: as a ZIP, into a collection, or, asked again, away.
    @Sendable func takeSelection(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        let selection = try Selection(form)
        let links = Links(context.language)
        switch form["action"] {
        case "zip":
            return try await Response(
                studio.packingList(of: selection, under: permit(context)),
                from: studio
            )
        case "collect":
            let collection = try await collect(selection.images, as: form, context)
            return .redirect(to: links.gallery(in: .collection(collection)))
        case "go_by":
            return .redirect(to: links.studio(goingBy: Array(selection.images.prefix(OrderTask.mostImages))))
        case "delete":
            guard form["confirm"] == "yes" else { return askToDelete(selection, request, context) }
            for image in selection.images {
                try await privacy.remove(image, of: context.requirePerson().subject)
            }
            return .redirect(to: links.page(.gallery))
        default:
            throw Problem(.missingField, field: "action")
        }
    }

    private func askToDelete(_ selection: Selection, _ request: Request, _ context: AppContext) -> Response {
        show(request, context) { words in
            let picks = selection.images.map { HiddenField(name: Self.pickPrefix + $0.text, value: "on") }
            let count = selection.images.count
            return FormSheet(
                page: .gallery,
                title: "selection.delete_page",
                form: FormPart(
                    action: Links(words.language).page(.selection),
                    hidden: picks + [
                        HiddenField(name: "action", value: "delete"),
                        HiddenField(name: "confirm", value: "yes"),
                    ],
                    fields: [],
                    button: words["image.delete_action"]
                ),
                messages: [
                    Message(
                        count == 1 ? "selection.delete_count_one" : "selection.delete_count_other",
                        ["n": "\(count)"]
                    )
                ],
                links: [words.link(.gallery, "selection.keep")]
            )
        }
    }
}

extension Selection {
    /// The boxes that were ticked, in the order of the pictures' making.
    fileprivate init(_ form: FormBody) throws(Problem) {
        let names = form.names.filter { $0.hasPrefix(Web.pickPrefix) }.sorted(by: >)
        var images: [ImageID] = []
        for name in names {
            guard let id = ImageID(name.dropFirst(Web.pickPrefix.count)) else {
                throw Problem(.unknownField, field: String(name.prefix(64)))
            }
            images.append(id)
        }
        try self.init(images)
    }
}
