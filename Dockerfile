# One image for web, worker and beat; docker-compose.yml says which is which.

FROM python:3.11-slim AS packages
COPY requirements.txt .
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/srv/static \
    VAR_DIR=/var/lib/som
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin som \
 && install -d -o som -g som -m 0700 /var/lib/som /var/lib/som-ledger
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/som
COPY . .
# The keys that these two commands would make are for this step only: no image carries a key. What the program
# writes it keeps to itself, and here that is root; the program itself is there to be read.
RUN VAR_DIR=/srv/build python manage.py compile_translations \
 && VAR_DIR=/srv/build python manage.py collectstatic --noinput --verbosity 0 \
 && rm -rf /srv/build \
 && chmod -R a+rX /srv/som /srv/static
USER som
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz/', timeout=4)"]
CMD ["gunicorn", "som.wsgi", "--config", "python:som.gunicorn", "--bind", "0.0.0.0:8000"]
