/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record: its id and, for each field, the value that shows, who gave it when, what they had seen, and the
 * rival values that neither saw nor were seen by the one that shows. */
#pragma once

#include "ear-fields.h"
#include "ear-kind.h"
#include "ear-stamp.h"

G_BEGIN_DECLS

/* One value somebody gave a field. A version whose clock is 0 is none: the field was never given a value. */
typedef struct
{
  char *value; /* canonical text; NULL when the field was cleared */
  EarStamp stamp;
  EarSeen seen;
} EarVersion;

typedef struct
{
  EarVersion shown;  /* of all versions that no other had seen, the one with the latest stamp */
  GPtrArray *rivals; /* the others, EarVersion, latest first; NULL when there are none */
} EarField;

typedef struct
{
  EarKind kind;
  EarId id;
  gboolean erased; /* only the id is left */
  guint64 edited;  /* one bit a field: given a new value since it was loaded */
  GArray *once;    /* EarId, ascending: whom it belonged to before, see ear_kind_owner_field(); NULL for nobody */
  EarField fields[EAR_MAX_FIELDS];
} EarRecord;

EarRecord *ear_record_new (EarKind kind);
EarRecord *ear_record_new_with_id (EarKind kind, const EarId *id);
EarRecord *ear_record_copy (const EarRecord *record);
void ear_record_free (EarRecord *record);
void ear_record_swap (EarRecord *one, EarRecord *other);
void ear_record_reset (EarRecord *record, EarKind kind, const EarId *id);

const char *ear_record_get (const EarRecord *record, guint field);
gint64 ear_record_get_integer (const EarRecord *record, guint field);
gboolean ear_record_get_flag (const EarRecord *record, guint field);
gboolean ear_record_get_id (const EarRecord *record, guint field, EarId *id);
gboolean ear_record_is_deleted (const EarRecord *record);

void ear_record_set (EarRecord *record, guint field, const char *value);
void ear_record_set_integer (EarRecord *record, guint field, gint64 value);
void ear_record_set_flag (EarRecord *record, guint field, gboolean value);
void ear_record_set_id (EarRecord *record, guint field, const EarId *id);
/* Sets a field that is in conflict: a decision of the person's, which counts as an edit though the value may show already,
 * so that merging carries it everywhere. */
void ear_record_decide (EarRecord *record, guint field, const char *value);
gboolean ear_record_is_edited (const EarRecord *record, guint field);

/* Whose record it is, was, or a rival says that it is: it goes when any of these is erased. */
void ear_record_add_once (EarRecord *record, const EarId *owner);
typedef gboolean (*EarOwnerFunc) (EarKind kind, const EarId *owner, gpointer data);
gboolean ear_record_any_owner (const EarRecord *record, EarOwnerFunc func, gpointer data);

gboolean ear_record_validate (const EarRecord *record, GError **error);
gboolean ear_value_validate (EarKind kind, guint field, const char *value, GError **error);
char *ear_value_tidy (EarType type, const char *value);

EarVersion *ear_version_copy (const EarVersion *version);
void ear_version_clear (EarVersion *version);
void ear_version_free (EarVersion *version);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarRecord, ear_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarVersion, ear_version_free)

G_END_DECLS
