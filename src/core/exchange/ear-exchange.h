/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bundles out and in: the room that reads XML and CSV from outside. Synchronous, on the store's thread. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

#define EAR_EXCHANGE_ERROR (ear_exchange_error_quark ())

typedef enum
{
  EAR_EXCHANGE_ERROR_NOT_READABLE,  /* no such file, no permission, the disk failed */
  EAR_EXCHANGE_ERROR_NOT_XML,       /* malformed, truncated, wrong encoding, a DOCTYPE */
  EAR_EXCHANGE_ERROR_NOT_A_BUNDLE,  /* XML, but not of this kind */
  EAR_EXCHANGE_ERROR_NEWER_VERSION,
  EAR_EXCHANGE_ERROR_GRAMMAR,       /* an element or value that does not belong there */
  EAR_EXCHANGE_ERROR_LIMIT,         /* a named limit is exceeded */
  EAR_EXCHANGE_ERROR_CSV,
  EAR_EXCHANGE_ERROR_NOT_WRITTEN,
  EAR_EXCHANGE_ERROR_ASKS_FIRST,    /* a person has to agree before it is done */
  EAR_EXCHANGE_ERROR_REVOKED,       /* from a device that was revoked */
  EAR_EXCHANGE_ERROR_NOT_FOR_US,    /* sealed for others */
  EAR_EXCHANGE_ERROR_PASSPHRASE,    /* sealed with a passphrase: none, or another, was given */
  EAR_EXCHANGE_ERROR_FORGED,        /* a signature that does not hold, or not the sender's */
  EAR_EXCHANGE_ERROR_UNDO,          /* this merge cannot be taken back */
  EAR_EXCHANGE_ERROR_CARD,          /* an exchange card that cannot be taken in */
  EAR_EXCHANGE_ERROR_NO_MEMORY,
  EAR_EXCHANGE_ERROR_DISK_FULL,     /* of what is written, not of the workbook */
  EAR_EXCHANGE_ERROR_REPLACED,      /* a file is not what it was when somebody looked at it */
  EAR_EXCHANGE_ERROR_NOT_REMOVED,   /* an older file of ours that a newer one replaces */
} EarExchangeError;

GQuark ear_exchange_error_quark (void);
void ear_exchange_fail_no_memory (const char *name, GError **error);

/* How far slow work is, from 0 to 1. Called on the working thread at most some hundred times. */
typedef void (*EarProgress) (double fraction, gpointer data);

typedef struct
{
  guint counts[EAR_N_KINDS][EAR_N_OUTCOMES];
  guint n_conflicts;
  guint n_records;
  EarId from_device;   /* who exported the bundle; EAR_ID_NONE for reference files */
  char *from_name;     /* (nullable) that device's name as the bundle gives it */
  char *title;         /* (nullable) of a reference file: the strategy's or list's title */
  gboolean partial;    /* it says that it holds a part of its exporter's workbook only */
  EarId for_device;    /* whom it says it is for; EAR_ID_NONE for anybody, as for the ids below where it has none */
  EarId bundle;        /* what its exporter calls it … */
  guint number;        /* … and how many they had written for that device */
  EarId got;           /* the last of that device's bundles that they had merged */
  EarId base;          /* what it builds on */
  gboolean lacks_base; /* that is not here, so that something may be missing: they should send everything */
} EarMergeResult;

void ear_merge_result_clear (EarMergeResult *result);
guint ear_merge_result_total (const EarMergeResult *result, EarOutcome outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarMergeResult, ear_merge_result_clear)

/* What an export holds. All zero: everything that consent lets out. A part (groups, sessions or lists) says so in the
 * bundle, holds all of that part whatever @since_last says, and is no base for later ones. */
typedef struct _EarExportOptions
{
  const EarId *partner;  /* (nullable) for whom: the bundle says so, and what they are known to have can be left out */
  gboolean since_last;   /* with @partner: only what changed since the last of our bundles that they told us they merged */
  const EarId *groups;   /* only the voices of these groups or below … */
  guint n_groups;
  const EarId *sessions; /* … and all those of these sessions; with neither, all */
  guint n_sessions;
  gboolean lists_only;   /* codebook, strategies, groups and places: no session, no voice */
  gboolean in_folder;    /* for an exchange folder (ear-folder.h): the bundle says whose it is, whoever wrote what is in it */
  gint64 changed_since;  /* with it: only what changed later than this ear_store_get_sequence(), and says so; 0: all */
  /* (nullable) what changes together with the file, or not at all: called in the transaction that the file is written from, which
   * is committed once all its bytes are on the disk, and before it has its name. */
  gboolean (*first) (EarStore *store, gpointer data, GError **error);
  gpointer first_data;
} EarExportOptions;

/* ear-bundle-writer.c: the canonical plain XML bundle, and the digest of the same records. Both hold what consent lets
 * out (ear-consent.h); data/schema/README.md says how anybody can recompute the digest from a bundle. */
gboolean ear_bundle_export (EarStore *store, const char *path, const EarExportOptions *options, EarProgress progress,
                            gpointer data, GCancellable *cancellable, GError **error);
char *ear_bundle_digest (EarStore *store, GError **error);

/* ear-bundle-reader.c: reads in one pass in constant memory and joins in one transaction; whole or not at all. */
gboolean ear_bundle_merge (EarStore *store, const char *path, EarMergeResult *result, EarProgress progress,
                           gpointer data,
                           GCancellable *cancellable, GError **error);

/* ear-reference.c: strategies, codebooks, groups, places in urn:earshot:reference:1. Refuses a file that says something
 * else than before under the same day of revision. */
gboolean ear_reference_load (EarStore *store, const char *path, EarMergeResult *result, GError **error);

/* ear-shipped.c: what ships in data/, compiled in. */
typedef struct
{
  const char *name; /* "set-mental-health-2023", "codebook", … : the file's stem */
  gboolean is_strategy;
} EarShipped;
const EarShipped *ear_shipped_list (guint *n);
gboolean ear_shipped_load (EarStore *store, const char *name, EarMergeResult *result, GError **error);
gboolean ear_shipped_load_all (EarStore *store, GError **error);
/* Invented, pseudonymous conversations for trying Earshot out, after all lists that they speak of. */
gboolean ear_shipped_load_sample (EarStore *store, GError **error);

/* ear-csv-import.c: one row is one contribution. */
typedef struct
{
  /* "field=column" pairs, NULL-terminated; NULL takes columns whose header names the field. Fields: ref, source,
   * section, place, date, setting, group, feeling, text, original, original-language, participant, permission, theme,
   * session (rows with the same source, section, place, date, setting and session are one session; where none of source, section
   * and session says what it was, those of the same file). */
  const char *const *map;
  const char *organisation; /* (nullable) name; made if it is not there. Without one it is this laptop's, but of rows that
                             * have a source it is nobody's */
  const char *coder;        /* (nullable) for theme columns */
  const char *const *only;  /* (nullable) NULL-terminated: rows whose ref begins with one of these */
  gboolean except;          /* rows whose ref does not */
} EarCsvOptions;

typedef struct
{
  guint n_rows;          /* rows read, without the header */
  guint n_contributions; /* added */
  guint n_sessions;      /* added */
  guint n_known;         /* rows whose ref is in the workbook already, left as they are */
  gboolean was_windows_1252; /* the file was not UTF-8 and was read as Windows-1252 */
  GStrv new_groups;      /* names that were not in the workbook and were added */
  GStrv new_places;
} EarCsvResult;

void ear_csv_result_clear (EarCsvResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarCsvResult, ear_csv_result_clear)

gboolean ear_csv_import (EarStore *store, const char *path, const EarCsvOptions *options, EarCsvResult *result,
                         GCancellable *cancellable, GError **error);

G_END_DECLS
