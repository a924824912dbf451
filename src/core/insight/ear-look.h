/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs a look: what people wrote without knowing of each other, and what merging alone could not decide. Reads;
 * ear-look-work.h of capture settles. Synchronous, on the store's thread. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

typedef enum
{
  /* A field has values that say different things, and no author had seen the other's. */
  EAR_LOOK_RIVALS,
  /* Somebody deleted the record; somebody else wrote in it later and had not seen that. Of an earlier edit nobody can say
   * whether whoever deleted the record had seen it, since what an author had seen is kept field by field. */
  EAR_LOOK_DELETED,
  /* Two moves that were fine alone made a circle, so that the latest was left out (ear-tree.h). */
  EAR_LOOK_CIRCLE,
} EarLookReason;

#define EAR_LOOK_HANDLE_SIZE 11

typedef struct
{
  char *value;        /* (nullable) canonical; NULL: nothing stands there */
  char *text;         /* (nullable) as a person reads it: a name for an id, translated words for a term */
  EarStamp stamp;     /* clock 0: nobody said it, the program had to choose */
  char *device;       /* (nullable) its name */
  char *organisation; /* (nullable) the device's */
  gboolean is_self;
} EarLookValue;

typedef struct
{
  EarLookReason reason;
  EarKind kind;
  EarId id;
  guint field;
  /* (element-type EarLookValue) two or more; the first shows, then the latest first. Of permissions the first is the one that
   * holds: the strictest. */
  GPtrArray *values;
  /* (nullable) where it is about what may be done with words: a word of EAR_TERMS_PERMISSION, what holds until it is decided */
  const char *holds;
  gboolean has_before;
  char *before;       /* (nullable) what was there before all of them, as a person reads it; if has_before */
  char *label;        /* (nullable) what a person calls the record */
  char *speaker, *session, *happened; /* nullable; whose and in which session, and when that was: a moment */
  char *language;     /* (nullable) of the words, where the field holds words */
  /* The same as long as the question is: another value or another decision makes it another one. */
  char handle[EAR_LOOK_HANDLE_SIZE];
} EarLookItem;

/* ear-look-list.c */
gint64 ear_look_count (EarStore *store, GError **error);
/* (element-type EarLookItem) Voices first, then sessions, speakers and what hangs on them; the same order in every
 * workbook. @limit 0: all. */
GPtrArray *ear_look_list (EarStore *store, guint offset, guint limit, GError **error);
void ear_look_item_free (EarLookItem *item);
void ear_look_make_handle (EarLookReason reason, const EarRecord *record, guint field, char handle[EAR_LOOK_HANDLE_SIZE]);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarLookItem, ear_look_item_free)

/* ear-look-words.c: what a person calls things. Transfer none, translated. Any thread. */
const char *ear_look_kind_label (EarKind kind);
const char *ear_look_field_label (EarKind kind, guint field);
char *ear_look_record_label (EarStore *store, EarKind kind, const EarId *id); /* (nullable) one short line */

/* ear-word-diff.c: words of one text that the other has not. Any thread. */
typedef struct
{
  gsize start, end; /* bytes */
} EarTextSpan;

GArray *ear_word_diff (const char *text, const char *other); /* (element-type EarTextSpan) */
char *ear_word_combine (const char *one, const char *other);

G_END_DECLS
