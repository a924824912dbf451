/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the exchange folder share. */
#pragma once

#include <sys/stat.h>

#include "ear-folder.h"
#include "ear-seal.h"

G_BEGIN_DECLS

/* ear-folder-name.c */
#define EAR_FOLDER_SEALED_SUFFIX ".earshot-sealed"
#define EAR_FOLDER_PLAIN_SUFFIX ".xml"
#define EAR_FOLDER_NAME_HASH_DIGITS 16
#define EAR_FOLDER_TAG_DIGITS 8

char *ear_folder_name (const EarId *device, gint64 n, gboolean whole, const char *tag, const guint8 *hash, gboolean sealed);
char *ear_folder_unfinished_name (const EarId *device);
gboolean ear_folder_is_unfinished (const EarId *device, const char *name);
gboolean ear_folder_name_parse (const char *name, char hash[EAR_FOLDER_NAME_HASH_DIGITS + 1],
                                char tag[EAR_FOLDER_TAG_DIGITS + 1]);

/* ear-folder-facts.c: what a file is, whoever looks; it is found out once. */
typedef enum
{
  EAR_FACTS_FOREIGN,
  EAR_FACTS_SEALED,
  EAR_FACTS_PLAIN,
  EAR_FACTS_CARD,
} EarFolderKind;

typedef enum
{
  EAR_OPENS_NOT,
  EAR_OPENS_BY_KEY,        /* or is plain */
  EAR_OPENS_BY_PASSPHRASE, /* it is sealed with one, perhaps not ours */
} EarFolderOpens;

typedef struct _EarFolderFacts
{
  struct stat info;
  gboolean settled; /* it had not changed for a while when it was looked at, so that its times tell it from another */
  EarFolderKind kind;
  gboolean whole;
  gboolean damaged; /* not whole, and as its writer named it */
  guint8 hash[EAR_FOLDER_HASH_BYTES];
  EarFolderOpens opens;
  gboolean is_signed;
  guint8 signer[EAR_SEAL_SIGNING_KEY_BYTES];
  EarId from;       /* a plain one's own word */
  EarCard *card;    /* (nullable) what it is, if it is a card */
  GError *error;    /* (nullable) why it is of no use */
} EarFolderFacts;

EarFolderFacts *ear_folder_facts_find (EarStore *store, const char *path, const char *name, const struct stat *info,
                                       GPtrArray *own, const EarFolderFacts *before, GCancellable *cancellable,
                                       GError **error);
EarFolderFacts *ear_folder_facts_copy (const EarFolderFacts *facts);
void ear_folder_facts_free (EarFolderFacts *facts);
gboolean ear_folder_hash_equal (gconstpointer one, gconstpointer other);
GHashTable *ear_folder_hash_set (void);
gboolean ear_folder_same_file (const struct stat *one, const struct stat *other);
gboolean ear_folder_hash (const char *path, guint8 hash[EAR_FOLDER_HASH_BYTES], struct stat *info, gboolean *cancelled,
                          GCancellable *cancellable);

/* ear-folder-cards.c */
gboolean ear_folder_is_card (const char *name, const guint8 *start, gsize n, guint64 size);
void ear_folder_read_card (EarFolderFacts *facts, const char *path, gboolean ends);
gboolean ear_folder_judge_card (EarStore *store, EarFolderFile *file, GHashTable *met, GError **error);

/* ear-folder-readers.c: whom files are sealed for. */
typedef struct
{
  GArray *devices;    /* EarId, in their order; this laptop is one of them */
  GPtrArray *unready; /* (element-type utf8) names of accepted devices without a sealing key */
  char *sealed_for;   /* all of it in one line, to see whether it changed */
  char *tag;          /* the part of a file's name that is the same where the readers are */
} EarFolderReaders;

EarFolderReaders *ear_folder_readers_find (EarStore *store, const EarFolderSettings *settings, GError **error);
void ear_folder_readers_free (EarFolderReaders *readers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarFolderReaders, ear_folder_readers_free)

/* ear-folder.c: what all files of this workbook in the folder share, so that a passphrase need be tried once for all of them.
 * Made with each new passphrase. */
gboolean ear_folder_salt (EarStore *store, guint8 salt[EAR_SEAL_SALT_BYTES], GError **error);

/* ear-folder-plan.c: what is due. */
typedef struct
{
  EarFolderDue due;
  gint64 since;          /* of changes */
  gint64 next;           /* the number of the next file */
  gint64 whole;          /* the newest file of ours in the folder that holds everything; 0 for none */
  gboolean holds_erased;
} EarFolderPlan;

gboolean ear_folder_plan (EarStore *store, const EarFolderLook *look, const EarFolderReaders *readers, EarFolderPlan *plan,
                          GError **error);

/* ear-folder-remove.c */
void ear_folder_sync (const EarFolderLook *look);
gboolean ear_folder_remove_superseded (EarStore *store, const EarFolderLook *look, gint64 whole, guint *n_removed, GError **error);
void ear_folder_remove_unfinished (const EarFolderLook *look, const EarId *device);
gboolean ear_folder_is_stale (EarStore *store, GPtrArray *own, const EarFolderFile *file, gint64 whole, gboolean *stale,
                              GError **error);

/* ear-folder-place.c: for the merging of files that may be in the folder. */
typedef struct
{
  EarFolderSettings *settings; /* (nullable) */
  struct stat folder;
  gboolean is_there;
  char *tag;                   /* (nullable) */
} EarFolderPlace;

typedef struct
{
  gboolean is_inside;
  guint8 hash[EAR_FOLDER_HASH_BYTES];
  struct stat info;
} EarFolderIdentity;

gboolean ear_folder_place_find (EarStore *store, EarFolderPlace *place, GError **error);
void ear_folder_place_clear (EarFolderPlace *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarFolderPlace, ear_folder_place_clear)
gboolean ear_folder_place_holds (const EarFolderPlace *place, const char *path);
gboolean ear_folder_identify (const EarFolderPlace *place, const char *path, EarFolderIdentity *identity,
                              GCancellable *cancellable, GError **error);
gboolean ear_folder_still_is (const EarFolderIdentity *identity, const char *path);
gboolean ear_folder_all_can_read (const EarFolderPlace *place, const char *name, gboolean sealed, gboolean by_passphrase);

G_END_DECLS
