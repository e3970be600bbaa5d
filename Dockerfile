# One image per program: the build argument MODULE names the module's folder, MAIN its main class.
#
#   docker build --build-arg MODULE=ledger-service --build-arg MAIN=dev.paysaga.ledger.LedgerApplication .
#
# All images share the stage that builds, so building all of them compiles once; docker-compose.yml does that.
# Needed: BuildKit (for the cache of Maven's repository). No JDK and no Maven outside the container.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
# The secret is optional: certificates to trust instead of the JDK's, where downloads pass a proxy (see certificates.pem).
RUN --mount=type=cache,id=paysaga-m2,target=/root/.m2,sharing=locked \
    --mount=type=secret,id=certificates \
    infra/images/build /programs

# What a program consists of, oldest first: libraries change rarely and are a layer of their own.
FROM eclipse-temurin:25-jre AS program
# For volumes: they take their owner from the image.
RUN install -d -o 10001 -g 10001 /data /trust
ARG MODULE
COPY infra/images/health /app/health
COPY --from=build /programs/${MODULE}/lib /app/lib
COPY --from=build /programs/${MODULE}/own /app/own
COPY --from=build /programs/${MODULE}/arguments /app/arguments

# Starts the program once, up to the moment before it would connect to anything, and keeps what the JVM has loaded and
# linked. The cache fits this very JVM and class path only, so it is made here, from the very layers that will run.
FROM program AS trained
ARG MODULE
ARG MAIN
COPY infra/images/train /usr/local/bin/train
RUN train ${MODULE} ${MAIN} /trained

FROM program
ARG MODULE
ARG MAIN
ARG REVISION=unknown
LABEL org.opencontainers.image.title="paysaga/${MODULE}" \
      org.opencontainers.image.description="Paysaga: payments as a choreographed saga" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=trained /trained /app/trained
ENV MAIN_CLASS=${MAIN} \
    SERVER_ADDRESS=0.0.0.0 \
    HEALTH_PATH=/actuator/health/readiness
# Owns nothing in the image and needs nothing of it but to read; runs with a read-only root file system and a /tmp.
USER 10001:10001
WORKDIR /tmp
HEALTHCHECK --interval=5s --timeout=4s --start-period=120s --retries=6 CMD ["/app/health"]
# exec: the JVM gets the signals itself, and a SIGTERM ends it in an orderly way.
ENTRYPOINT ["/bin/sh", "-c", "exec java @/app/arguments \"$MAIN_CLASS\" \"$@\"", "paysaga"]
