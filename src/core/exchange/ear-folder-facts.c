/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file of an exchange folder is: found out from its bytes, and remembered while the file stays as it is. */
#include "ear-folder-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ear-bundle-grammar.h"
#include "ear-bundle.h"
#include "ear-seal-format.h"

/* The root element's start tag stands well within these. */
#define START_BYTES MAX (4096, EAR_SEAL_MAX_HEADER_BYTES)
#define TAIL_BYTES 64
#define BLOCK_BYTES 65536
#define MAX_BYTES (EAR_BUNDLE_MAX_BYTES + EAR_BUNDLE_MAX_BYTES / 64)
/* Some file systems tell times only to two seconds: a file that changed since may look unchanged. */
#define SETTLING_SECONDS 3

void
ear_folder_facts_free (EarFolderFacts *facts)
{
  if (facts == NULL)
    return;
  g_clear_error (&facts->error);
  g_clear_pointer (&facts->card, ear_card_free);
  g_free (facts);
}

EarFolderFacts *
ear_folder_facts_copy (const EarFolderFacts *facts)
{
  EarFolderFacts *copy = g_memdup2 (facts, sizeof *facts);

  copy->error = facts->error == NULL ? NULL : g_error_copy (facts->error);
  copy->card = facts->card == NULL ? NULL : ear_card_copy (facts->card);
  return copy;
}

gboolean
ear_folder_same_file (const struct stat *one, const struct stat *other)
{
  return one->st_dev == other->st_dev && one->st_ino == other->st_ino && one->st_size == other->st_size
         && one->st_mtim.tv_sec == other->st_mtim.tv_sec && one->st_mtim.tv_nsec == other->st_mtim.tv_nsec
         && one->st_ctim.tv_sec == other->st_ctim.tv_sec && one->st_ctim.tv_nsec == other->st_ctim.tv_nsec;
}

static guint
hash_of_hash (gconstpointer hash)
{
  guint value;

  memcpy (&value, hash, sizeof value);
  return value;
}

gboolean
ear_folder_hash_equal (gconstpointer one, gconstpointer other)
{
  return memcmp (one, other, EAR_FOLDER_HASH_BYTES) == 0;
}

/**
 * ear_folder_hash_set:
 *
 * Returns: (transfer full): for hashes of files, which it lends.
 */
GHashTable *
ear_folder_hash_set (void)
{
  return g_hash_table_new (hash_of_hash, ear_folder_hash_equal);
}

/* A regular file, and never anything that a link leads to or that would keep us waiting. */
static int
open_regular (const char *path, struct stat *info)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);

  if (fd >= 0 && fstat (fd, info) == 0 && S_ISREG (info->st_mode))
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
hash_bytes (int fd, GChecksum *sum, GCancellable *cancellable, gboolean *cancelled)
{
  g_autofree guint8 *block = g_malloc (BLOCK_BYTES);
  ssize_t n;

  while ((n = read (fd, block, BLOCK_BYTES)) != 0)
    {
      *cancelled = cancellable != NULL && g_cancellable_is_cancelled (cancellable);
      if (*cancelled || (n < 0 && errno != EINTR))
        return FALSE;
      if (n > 0)
        g_checksum_update (sum, block, n);
    }
  return TRUE;
}

/**
 * ear_folder_hash:
 * @hash: (out): of all bytes of a regular file
 * @info: (out): the file it was, which did not change meanwhile
 * @cancelled: (out): whether that is why there is none
 */
gboolean
ear_folder_hash (const char *path, guint8 hash[EAR_FOLDER_HASH_BYTES], struct stat *info, gboolean *cancelled,
                 GCancellable *cancellable)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = EAR_FOLDER_HASH_BYTES;
  struct stat after;
  gboolean done;
  int fd;

  *cancelled = FALSE;
  fd = open_regular (path, info);
  if (fd < 0)
    return FALSE;
  done = hash_bytes (fd, sum, cancellable, cancelled) && fstat (fd, &after) == 0 && ear_folder_same_file (info, &after);
  close (fd);
  g_checksum_get_digest (sum, hash, &size);
  return done;
}

static gsize
read_at (const char *path, gint64 offset, guint8 *bytes, gsize size)
{
  struct stat info;
  int fd = open_regular (path, &info);
  ssize_t n = fd < 0 ? -1 : pread (fd, bytes, size, MAX (0, offset < 0 ? (gint64) info.st_size + offset : offset));

  if (fd >= 0)
    close (fd);
  return n < 0 ? 0 : (gsize) n;
}

/* A file that is being copied may have only the first bytes of what it will be. */
static EarFolderKind
kind_of (const char *name, guint64 size, const guint8 *start, gsize n)
{
  char digits[EAR_FOLDER_NAME_HASH_DIGITS + 1], tag[EAR_FOLDER_TAG_DIGITS + 1];
  gboolean named = ear_folder_name_parse (name, digits, tag) || g_str_has_suffix (name, EAR_FOLDER_SEALED_SUFFIX);

  if (n > 0 && memcmp (start, EAR_SEAL_MAGIC, MIN (n, EAR_SEAL_MAGIC_BYTES)) == 0)
    return EAR_FACTS_SEALED;
  if (g_strstr_len ((const char *) start, (gssize) n, EAR_BUNDLE_NAMESPACE_STEM) != NULL)
    return EAR_FACTS_PLAIN;
  if (ear_folder_is_card (name, start, n, size))
    return EAR_FACTS_CARD;
  return named ? EAR_FACTS_SEALED : EAR_FACTS_FOREIGN;
}

/* Whether the file begins as one of that kind does. One whose space was set aside before its bytes came does not. */
static gboolean
begins_well (EarFolderKind kind, const guint8 *start, gsize n)
{
  return kind != EAR_FACTS_SEALED || (n >= EAR_SEAL_MAGIC_BYTES && memcmp (start, EAR_SEAL_MAGIC, EAR_SEAL_MAGIC_BYTES) == 0);
}

static gboolean
ends_with (const char *path, const char *tag)
{
  guint8 tail[TAIL_BYTES + 1];
  gsize n = read_at (path, -TAIL_BYTES, tail, TAIL_BYTES);

  tail[n] = '\0';
  return g_str_has_suffix (g_strchomp ((char *) tail), tag);
}

static void
read_signer (EarFolderFacts *facts, const guint8 *start, gsize n, const char *name)
{
  g_autofree EarSealHeader *header = g_new0 (EarSealHeader, 1);
  gsize size;

  if (n < EAR_SEAL_START_BYTES || !ear_seal_header_size (start, name, &size, NULL) || n < size
      || !ear_seal_header_parse (start, size, name, header, NULL))
    return;
  facts->is_signed = TRUE;
  memcpy (facts->signer, header->signer, sizeof facts->signer);
}

static void
set_opens (EarFolderFacts *facts, EarFolderOpens opens)
{
  facts->whole = TRUE;
  facts->opens = opens;
}

/* Reads all of it and checks its signature; what is in it stays closed. */
static void
try_sealed (EarFolderFacts *facts, EarStore *store, const char *path, GCancellable *cancellable)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GInputStream) stream = ear_seal_open (store, path, NULL, NULL, cancellable, &local);

  if (stream != NULL)
    set_opens (facts, EAR_OPENS_BY_KEY);
  else if (g_error_matches (local, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_PASSPHRASE))
    set_opens (facts, EAR_OPENS_BY_PASSPHRASE);
  else if (g_error_matches (local, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_FOR_US))
    set_opens (facts, EAR_OPENS_NOT);
  else
    facts->error = g_steal_pointer (&local);
}

typedef struct
{
  EarId from;
  gboolean told;
} Head;

/* Enough was read: the rest is for the merge. */
static gboolean
sender_cb (const EarId *from, gpointer data, GError **error)
{
  Head *head = data;

  head->from = *from;
  head->told = TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
  return FALSE;
}

static void
try_plain (EarFolderFacts *facts, EarStore *store, const char *path, const char *name)
{
  g_autoptr (GError) local = NULL;
  g_auto (EarMergeResult) result = { 0 };
  EarXmlSource source = { .name = name };
  Head head = { 0 };
  EarBundleHook hook = { .sender = sender_cb, .data = &head };
  g_autoptr (GInputStream) stream = ear_xml_input_open (path, &source.size, &local);

  source.stream = stream;
  if (stream != NULL)
    ear_bundle_read (store, &source, &hook, &result, &local);
  if (head.told)
    {
      facts->from = head.from;
      set_opens (facts, EAR_OPENS_BY_KEY);
    }
  else
    facts->error = g_steal_pointer (&local);
}

/* What is as its writer named it will never be more whole than it is. */
static void
judge_error (EarFolderFacts *facts, gboolean named, gboolean as_named)
{
  gboolean incomplete = g_error_matches (facts->error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_FORGED)
                        || g_error_matches (facts->error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_READABLE)
                        || g_error_matches (facts->error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_XML);

  facts->damaged = as_named;
  facts->whole = !as_named && !named && !incomplete;
}

static gboolean
is_here (EarStore *store, const guint8 *hash, GPtrArray *own, gboolean *here, GError **error)
{
  EarFolderTaken taken;

  *here = FALSE;
  for (guint i = 0; i < own->len && !*here; i++)
    *here = memcmp (((EarFolderOwn *) own->pdata[i])->hash, hash, EAR_FOLDER_HASH_BYTES) == 0;
  return *here || ear_store_folder_find_taken (store, hash, &taken, here, error);
}

static gboolean
has_hash (const guint8 *hash, const char *digits)
{
  for (guint i = 0; i < EAR_FOLDER_NAME_HASH_DIGITS / 2; i++)
    {
      char two[3];

      g_snprintf (two, sizeof two, "%02x", hash[i]);
      if (strncmp (two, digits + 2 * i, 2) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
open_up (EarFolderFacts *facts, EarStore *store, const char *path, const char *name, const guint8 *start, gsize n,
         GCancellable *cancellable)
{
  char digits[EAR_FOLDER_NAME_HASH_DIGITS + 1], tag[EAR_FOLDER_TAG_DIGITS + 1];
  gboolean named = ear_folder_name_parse (name, digits, tag);
  gboolean as_named = named && has_hash (facts->hash, digits);

  if (!begins_well (facts->kind, start, n))
    return;
  if (facts->kind == EAR_FACTS_CARD)
    ear_folder_read_card (facts, path, ends_with (path, "</card>"));
  else if (facts->kind == EAR_FACTS_SEALED)
    try_sealed (facts, store, path, cancellable);
  else if (as_named || ends_with (path, "</bundle>"))
    try_plain (facts, store, path, name);
  if (facts->error != NULL && facts->kind != EAR_FACTS_CARD)
    judge_error (facts, named, as_named);
}

/* Looks at a file that nothing is known of yet, or that changed. */
static EarFolderFacts *
look_at (EarStore *store, const char *path, const char *name, const struct stat *info, GPtrArray *own,
         GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *start = g_malloc (START_BYTES);
  EarFolderFacts *facts = g_new0 (EarFolderFacts, 1);
  gsize n = read_at (path, 0, start, START_BYTES);
  gboolean cancelled, here;

  facts->info = *info;
  facts->kind = kind_of (name, (guint64) info->st_size, start, n);
  if (facts->kind == EAR_FACTS_FOREIGN || (guint64) info->st_size > MAX_BYTES)
    {
      facts->kind = EAR_FACTS_FOREIGN;
      return facts;
    }
  if (!ear_folder_hash (path, facts->hash, &facts->info, &cancelled, cancellable))
    return facts; /* it is changing, or cannot be read: it is not whole */
  facts->settled = facts->info.st_ctim.tv_sec + SETTLING_SECONDS < g_get_real_time () / G_USEC_PER_SEC;
  if (facts->kind == EAR_FACTS_SEALED)
    read_signer (facts, start, n, name);
  if (!is_here (store, facts->hash, own, &here, error))
    g_clear_pointer (&facts, ear_folder_facts_free);
  else if (here)
    set_opens (facts, EAR_OPENS_BY_KEY);
  else
    open_up (facts, store, path, name, start, n, cancellable);
  return facts;
}

/**
 * ear_folder_facts_find:
 * @info: of the file, not of what it links to
 * @own: (element-type EarFolderOwn): what this workbook wrote
 * @before: (nullable): what was known of a file of that name
 *
 * Returns: (transfer full) (nullable): what the file is; %NULL with @error where the workbook or somebody who waits fails,
 *   never because of the file.
 */
EarFolderFacts *
ear_folder_facts_find (EarStore *store, const char *path, const char *name, const struct stat *info, GPtrArray *own,
                       const EarFolderFacts *before, GCancellable *cancellable, GError **error)
{
  EarFolderFacts *facts;

  if (before != NULL && before->settled && ear_folder_same_file (&before->info, info))
    return ear_folder_facts_copy (before);
  facts = look_at (store, path, name, info, own, cancellable, error);
  if (facts == NULL || cancellable == NULL || !g_cancellable_is_cancelled (cancellable))
    return facts;
  ear_folder_facts_free (facts);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped. Nothing was changed."));
  return NULL;
}
