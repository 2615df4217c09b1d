import Foundation
import Kernel
import TestSupport
import Testing

@testable import Gateways

/// What is sent to ComfyUI, member by member.
struct ComfyRequestsTests {
    private func json(_ body: some Encodable) throws -> ComfyJSON {
        try JSONDecoder().decode(ComfyJSON.self, from: JSONEncoder().encode(body))
    }

    @Test func `a graph goes in with our names and nothing that is written into the file`() throws {
        let body = try json(
            ComfySubmission(["9": .object(["class_type": .text("SaveImage")])], clientID: "c", promptID: "p")
        )
        #expect(
            body
                == .object([
                    "prompt": .object(["9": .object(["class_type": .text("SaveImage")])]),
                    "client_id": .text("c"), "prompt_id": .text("p"), "extra_data": .object([:]),
                    "front": .flag(false),
                ])
        )
    }

    @Test func `what is removed or stopped is named`() throws {
        #expect(try json(ComfyDeletion(delete: ["p"])) == .object(["delete": .list([.text("p")])]))
        #expect(try json(ComfyInterruption(promptID: "p")) == .object(["prompt_id": .text("p")]))
    }

    @Test func `a picture goes up as a form, as it is`() throws {
        let bytes = Data([0x89, 0x0D, 0x0A, 0x2D, 0x2D, 0x00, 0xFF])
        let reference = GatewayOrder.Reference(
            bytes: bytes,
            format: .jpeg,
            size: PixelSize(width: 1, height: 1)
        )
        let upload = ComfyUpload(ComfyPicture(reference, at: 0), name: "abc", boundary: "xyz")
        let head = [
            "--xyz", #"Content-Disposition: form-data; name="type""#, "", "input", "--xyz",
            #"Content-Disposition: form-data; name="subfolder""#, "", "nbp", "--xyz",
            #"Content-Disposition: form-data; name="image"; filename="abc.jpg""#,
            "Content-Type: image/jpeg", "", "",
        ]
        let end = "\r\n--xyz--\r\n"
        #expect(upload.body == Data(head.joined(separator: "\r\n").utf8) + bytes + Data(end.utf8))
    }

    @Test func `names are by chance, and the run's is a UUID of version 4 in small letters`() {
        let names = ComfyNames(.system)
        #expect(
            names.prompt.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
                != nil
        )
        #expect(UUID(uuidString: names.prompt)?.uuidString.lowercased() == names.prompt)
        let words = [names.client, names.another(), names.another(), ComfyNames(.system).client]
        #expect(Set(words).count == 4)
        for word in words { #expect(word.wholeMatch(of: /[0-9a-f]{32}/) != nil) }
    }
}
