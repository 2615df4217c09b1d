/// Programs that order a picture, wait for it and keep it: what somebody tries first.
struct FirstPicture: Sendable {
    private static let order = #"{"prompt": "a red house by a lake", "size": "1024x1024"}"#

    /// The base URL, without a slash at the end.
    let base: String

    var samples: [CodeSample] {
        [
            CodeSample(language: .curl, code: curl), CodeSample(language: .python, code: python),
            CodeSample(language: .javascript, code: javaScript), CodeSample(language: .swift, code: swift),
        ]
    }

    private var curl: String {
        """
        PICTURE=$(curl --request POST '\(base)/api/jobs' \\
          --header "Authorization: Bearer $NBP_KEY" \\
          --header 'Prefer: wait=60' \\
          --header 'Content-Type: application/json' \\
          --data '\(Self.order)' \\
          | grep -o '/api/images/img_[0-9A-Z]*/file' | head -n 1)
        curl "\(base)$PICTURE" --header "Authorization: Bearer $NBP_KEY" --output picture.png
        """
    }

    private var python: String {
        """
        import os
        import requests

        program = requests.Session()
        program.headers["Authorization"] = f"Bearer {os.environ['NBP_KEY']}"
        job = program.post(
            "\(base)/api/jobs",
            headers={"Prefer": "wait=60"},
            json=\(Self.order),
        ).json()
        picture = program.get("\(base)" + job["images"][0]["url"])
        open("picture.png", "wb").write(picture.content)
        """
    }

    private var javaScript: String {
        """
        import { writeFile } from "node:fs/promises";

        const headers = { Authorization: `Bearer ${process.env.NBP_KEY}` };
        const answer = await fetch("\(base)/api/jobs", {
          method: "POST",
          headers: { ...headers, Prefer: "wait=60", "Content-Type": "application/json" },
          body: JSON.stringify(\(Self.order)),
        });
        const job = await answer.json();
        const picture = await fetch("\(base)" + job.images[0].url, { headers });
        await writeFile("picture.png", Buffer.from(await picture.arrayBuffer()));
        """
    }

    private var swift: String {
        """
        import Foundation
        #if canImport(FoundationNetworking)
        import FoundationNetworking
        #endif

        struct Job: Decodable { let images: [Image] }
        struct Image: Decodable { let url: String }

        let key = ProcessInfo.processInfo.environment["NBP_KEY"] ?? ""
        func request(_ path: String) -> URLRequest {
            var request = URLRequest(url: URL(string: "\(base)" + path)!)
            request.setValue("Bearer \\(key)", forHTTPHeaderField: "Authorization")
            return request
        }

        var order = request("/api/jobs")
        order.httpMethod = "POST"
        order.setValue("wait=60", forHTTPHeaderField: "Prefer")
        order.setValue("application/json", forHTTPHeaderField: "Content-Type")
        order.httpBody = Data(#"\(Self.order)"#.utf8)
        let (answer, _) = try await URLSession.shared.data(for: order)
        let job = try JSONDecoder().decode(Job.self, from: answer)
        let (picture, _) = try await URLSession.shared.data(for: request(job.images[0].url))
        try picture.write(to: URL(filePath: "picture.png"))
        """
    }
}
