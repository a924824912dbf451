/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exchange folder: one that something else copies between laptops (Syncthing, Nextcloud, OneDrive, a USB stick). Each
 * workbook puts files of its own there, which never change, and merges what others put there. Files are told by what is in
 * them, not by their names, so that half-copied, renamed and “conflicted” ones do no harm. Synchronous, on the store's
 * thread. */
#pragma once

#include "ear-card.h"
#include "ear-merge.h"
#include "ear-store-folder.h"

G_BEGIN_DECLS

/* So many names of a folder are looked at; nothing legitimate comes near. */
#define EAR_FOLDER_MAX_NAMES 20000
/* After so many files with what changed comes one that holds everything and takes the place of all before … */
#define EAR_FOLDER_MAX_CHANGES 32
/* … or once they are together larger than it by this, so that what is written stays within twice what is new. */
#define EAR_FOLDER_SPARE_BYTES (G_GUINT64_CONSTANT (256) * 1024)

typedef enum
{
  EAR_FOLDER_FOR_DEVICES,    /* sealed for this laptop and every accepted device that has a sealing key */
  EAR_FOLDER_FOR_PASSPHRASE, /* sealed with a passphrase that the workbook keeps */
  EAR_FOLDER_PLAIN,          /* whoever can open the folder reads everything */
} EarFolderSeal;

typedef struct
{
  char *path; /* NULL: no folder is set */
  EarFolderSeal seal;
  char *passphrase; /* (nullable) */
} EarFolderSettings;

gboolean ear_folder_set (EarStore *store, const char *path, EarFolderSeal seal, const char *passphrase, GError **error);
gboolean ear_folder_unset (EarStore *store, GError **error);
EarFolderSettings *ear_folder_get (EarStore *store, GError **error);
void ear_folder_settings_free (EarFolderSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarFolderSettings, ear_folder_settings_free)

/* What a file of the folder is to this workbook. */
typedef enum
{
  EAR_FOLDER_OWN,        /* written by this workbook */
  EAR_FOLDER_MERGED,     /* taken in already */
  EAR_FOLDER_NEW,        /* to be looked at and merged */
  EAR_FOLDER_STRANGER,   /* the same, from a device that nobody here has accepted: it would wait */
  EAR_FOLDER_UNSIGNED,   /* plain, where this workbook seals: anybody may have made it */
  EAR_FOLDER_ARRIVING,   /* not whole yet */
  EAR_FOLDER_NOT_FOR_US, /* sealed for others, or with another passphrase */
  EAR_FOLDER_REFUSED,    /* whole, and of no use: damaged, of a newer Earshot, from a revoked device */
  EAR_FOLDER_CARD,       /* an exchange card that a person may accept, once the words are compared */
  EAR_FOLDER_CARD_KNOWN, /* this laptop's own card, or one that is accepted already */
  EAR_FOLDER_FOREIGN,    /* nothing of Earshot's */
  EAR_FOLDER_N_FATES
} EarFolderFate;

typedef struct
{
  char *path;
  char *name;      /* as shown */
  EarFolderFate fate;
  gboolean copy;   /* the same bytes as a file before it; of a card, the same laptop and keys */
  gboolean stale;  /* our own, and superseded by a newer file of ours that holds everything */
  EarId device;    /* who wrote it; EAR_ID_NONE where that is not known */
  char *from;      /* (nullable) that device's name */
  char *why;       /* (nullable) of those that are of no use now: what is wrong, what to do */
  gint64 modified; /* Unix seconds */
  guint64 bytes;
  const EarCard *card;      /* (nullable) what the file is, if it is a card; lent by @facts … */
  EarCardStanding standing; /* … and what is known of its device */
  struct _EarFolderFacts *facts;
} EarFolderFile;

/* Whether there is something to write. */
typedef enum
{
  EAR_FOLDER_NOTHING_DUE,
  EAR_FOLDER_CHANGES_DUE,
  EAR_FOLDER_ALL_DUE,
} EarFolderDue;

typedef struct
{
  EarFolderSettings *settings;
  gboolean is_there;    /* the folder is; if not, there are no files */
  gboolean can_write;
  gboolean too_many;    /* there are more names in it than are looked at */
  GPtrArray *files;     /* (element-type EarFolderFile) in the order of their names */
  guint counts[EAR_FOLDER_N_FATES]; /* without copies */
  guint n_copies;
  EarFolderDue due;
  gboolean holds_erased; /* files of ours there still hold what was erased or may no longer leave; writing replaces them */
  gboolean has_card;     /* this laptop's card is there */
  gboolean has_written;  /* this workbook wrote to an exchange folder at some time */
  guint n_readers;      /* other devices that can open what is written for devices */
  GPtrArray *unready;   /* (element-type utf8) names of accepted devices without a sealing key */
} EarFolderLook;

EarFolderLook *ear_folder_look (EarStore *store, const EarFolderLook *before, GCancellable *cancellable, GError **error);
void ear_folder_look_free (EarFolderLook *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarFolderLook, ear_folder_look_free)

GStrv ear_folder_paths (const EarFolderLook *look, EarFolderFate fate);
/* (transfer full): for EarMergeOptions, so that what is merged is what was looked at. */
GHashTable *ear_folder_seen (const EarFolderLook *look);
char *ear_folder_senders (const EarFolderLook *look, EarFolderFate fate);

/* ear-folder-write.c */
typedef struct
{
  EarFolderDue wrote;
  char *name;           /* (nullable) of the file */
  guint n_removed;      /* own ones that it superseded */
  gboolean held_erased; /* those held what was erased since */
} EarFolderWritten;

gboolean ear_folder_write (EarStore *store, EarFolderWritten *written, EarProgress progress, gpointer data,
                           GCancellable *cancellable, GError **error);
gboolean ear_folder_write_changing (EarStore *store, gboolean (*first) (EarStore *, gpointer, GError **), gpointer first_data,
                                    EarFolderWritten *written, EarProgress progress, gpointer data, GCancellable *cancellable,
                                    GError **error);
void ear_folder_written_clear (EarFolderWritten *written);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarFolderWritten, ear_folder_written_clear)

/* ear-folder-cards.c: this laptop's own card, for whoever shares the folder. Gives its path. */
char *ear_folder_write_card (EarStore *store, GError **error);

/* ear-folder-merge.c */
typedef struct
{
  char *path;
  GError *error;
} EarFolderFailure;

typedef struct
{
  GStrv paths;         /* those that could be used */
  GPtrArray *failures; /* (element-type EarFolderFailure) the others */
  EarMerge *merge;     /* (nullable) where none could be used */
} EarFolderMerge;

EarFolderMerge *ear_folder_merge (EarStore *store, const char *const *paths, const EarMergeOptions *options, gboolean apply,
                                  EarProgress progress, gpointer data, GCancellable *cancellable, GError **error);
void ear_folder_merge_free (EarFolderMerge *merge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarFolderMerge, ear_folder_merge_free)

G_END_DECLS
