# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
ARG TARGETOS TARGETARCH VERSION=dev
ENV GOOS=$TARGETOS GOARCH=$TARGETARCH VERSION=$VERSION OUT=/presscheck
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION:-dev}" -o "${OUT:-/dev/null}" ./cmd/presscheck

FROM gcr.io/distroless/static-debian13:nonroot
LABEL org.opencontainers.image.title="presscheck" \
	org.opencontainers.image.description="Checks articles before they are published" \
	org.opencontainers.image.licenses="Apache-2.0" \
	org.opencontainers.image.source="https://github.com/presscheck/presscheck"
COPY --from=build /presscheck /presscheck
USER 65532:65532
EXPOSE 8080
ENV PRESSCHECK_SERVER_ADDRESS=0.0.0.0:8080
HEALTHCHECK --interval=10s --timeout=4s --start-period=5s CMD ["/presscheck", "healthcheck"]
ENTRYPOINT ["/presscheck"]
CMD ["serve"]
