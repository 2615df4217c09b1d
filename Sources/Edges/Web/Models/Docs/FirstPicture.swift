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

    // Whoever is refused sees why, and no file that is none.
    private var curl: String {
        """
        JOB=$(curl --fail-with-body --silent --show-error --request POST '\(base)/api/jobs' \\
          --header "Authorization: Bearer $NBP_KEY" \\
          --header 'Prefer: wait=60' \\
          --header 'Content-Type: application/json' \\
          --data '\(Self.order)')
        PICTURE=$(printf '%s' "$JOB" | grep -o '/api/images/img_[0-9A-Z]*/file' | head -n 1)
        if [ -n "$PICTURE" ]; then
          curl --fail "\(base)$PICTURE" --header "Authorization: Bearer $NBP_KEY" --output picture.png
        else
          printf '%s\\n' "$JOB" >&2
          false
        fi
        """
    }

    private var python: String {
        """
        import os
        import sys

        import requests

        program = requests.Session()
        program.headers["Authorization"] = f"Bearer {os.environ['NBP_KEY']}"
        answer = program.post(
            "\(base)/api/jobs",
            headers={"Prefer": "wait=60"},
            json=\(Self.order),
        )
        if not answer.ok or not answer.json()["images"]:
            sys.exit(answer.text)
        picture = program.get("\(base)" + answer.json()["images"][0]["url"])
        picture.raise_for_status()
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
        if (!answer.ok || !job.images.length) throw new Error(JSON.stringify(job));
        const picture = await fetch("\(base)" + job.images[0].url, { headers });
        if (!picture.ok) throw new Error(await picture.text());
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
        func bytes(_ request: URLRequest) async throws -> Data {
            let (data, answer) = try await URLSession.shared.data(for: request)
            guard let status = (answer as? HTTPURLResponse)?.statusCode, status < 300 else {
                fatalError(String(decoding: data, as: UTF8.self))
            }
            return data
        }

        var order = request("/api/jobs")
        order.httpMethod = "POST"
        order.setValue("wait=60", forHTTPHeaderField: "Prefer")
        order.setValue("application/json", forHTTPHeaderField: "Content-Type")
        order.httpBody = Data(#"\(Self.order)"#.utf8)
        let job = try await bytes(order)
        guard let image = try JSONDecoder().decode(Job.self, from: job).images.first else {
            fatalError(String(decoding: job, as: UTF8.self))
        }
        let picture = try await bytes(request(image.url))
        try picture.write(to: URL(filePath: "picture.png"))
        """
    }
}
