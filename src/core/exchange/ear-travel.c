/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-travel.h"

#include "ear-part.h"
#include "ear-partner.h"

struct _EarTravel
{
  char *rows[EAR_N_KINDS]; /* a condition on the rows "x" of the kind's table; NULL: all */
  gboolean partial;
  gboolean for_partner;
  gboolean in_folder;
  gboolean is_numbered;  /* the partner can say that they merged it */
  EarSending sending;
  GHashTable *devices;   /* of a part: rows of devices that travel, as (gint64 *) */
  GHashTable *revoked;   /* of a part: and of those that were revoked */
  gboolean lists_only;
  gboolean is_scoped;    /* to some sessions and groups: ear-part.h */
};

static void
set_rows (EarTravel *travel, EarKind kind, char *condition)
{
  g_free (travel->rows[kind]);
  travel->rows[kind] = condition;
}

/* The field by which a record of this kind belongs to another kind's, as a column, or NULL. */
static const char *
column_of (EarKind kind, EarKind target)
{
  const EarKindInfo *info = ear_kind_info (kind);

  for (guint i = 0; i < info->n_fields; i++)
    {
      if (info->fields[i].type == EAR_TYPE_REFERENCE && info->fields[i].target == target)
        return info->fields[i].name;
    }
  return NULL;
}

/* Consent may have come, or gone further, with a change of the session or the speaker: what was kept back then travels
 * now. So do the links and codings of such a voice, which were kept back with it. */
static void
plan_since (EarTravel *travel, gint64 since)
{
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, since);
  g_autofree char *touched = ear_consent_touched_sql ("c", last);
  g_autofree char *voices = g_strdup_printf ("SELECT c.n FROM contributions c WHERE %s", touched);

  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      const char *voice = kind == EAR_KIND_CONTRIBUTION ? "n" : column_of ((EarKind) kind, EAR_KIND_CONTRIBUTION);

      if (voice == NULL)
        set_rows (travel, (EarKind) kind, g_strdup_printf ("x.changed > %" G_GINT64_FORMAT, since));
      else
        set_rows (travel, (EarKind) kind,
                  g_strdup_printf ("x.changed > %" G_GINT64_FORMAT " OR x.\"%s\" IN (%s)", since, voice, voices));
    }
}

/* The rows of records, for "IN (…)". One that is not here is nobody's. */
static char *
list_rows (EarStore *store, EarKind kind, const EarId *ids, guint n_ids, GError **error)
{
  g_autoptr (GString) list = g_string_new ("0");

  for (guint i = 0; i < n_ids; i++)
    {
      gint64 n = ear_store_find_row (store, kind, &ids[i], error);

      if (n < 0)
        return NULL;
      g_string_append_printf (list, ", %" G_GINT64_FORMAT, n);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
append_rows (GString *list, GHashTable *rows)
{
  GHashTableIter iter;
  gpointer n;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &n, NULL))
    g_string_append_printf (list, ", %" G_GINT64_FORMAT, *(gint64 *) n);
}

typedef struct
{
  EarTravel *travel;
  EarStore *store;
} RevokedSearch;

static gboolean
add_revoked_cb (const EarRecord *device, gpointer data, GError **error)
{
  RevokedSearch *search = data;
  gint64 n = ear_partner_says_revoked (device) ? ear_store_find_row (search->store, EAR_KIND_DEVICE, &device->id, error) : 0;

  if (n > 0)
    g_hash_table_add (search->travel->revoked, g_memdup2 (&n, sizeof n));
  return n >= 0;
}

/* A revocation that does not show, since a later edit had not seen it, holds as well; then the record is mixed. */
static gboolean
find_revoked (EarTravel *travel, EarStore *store, GError **error)
{
  RevokedSearch search = { travel, store };

  travel->revoked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return ear_store_foreach_of (store, EAR_KIND_DEVICE, "x.state IN (0, 1) AND (x.revoked IS NOT NULL OR x.mixed)", add_revoked_cb,
                               &search, error);
}

/* Of the devices only those that wrote something in it, told by ear_travel_add_devices(), and those that published a version of
 * the codebook, which is in every part, and those that are revoked, which everybody is to know. */
static void
set_devices (EarTravel *travel)
{
  g_autoptr (GString) condition = g_string_new ("x.state = 2 OR x.codebook_version IS NOT NULL OR x.n IN (0");

  append_rows (condition, travel->devices);
  append_rows (condition, travel->revoked);
  g_string_append_c (condition, ')');
  set_rows (travel, EAR_KIND_DEVICE, g_string_free (g_steal_pointer (&condition), FALSE));
}

static gboolean
plan_part (EarTravel *travel, EarStore *store, const EarExportOptions *options, GError **error)
{
  g_autofree char *sessions = list_rows (store, EAR_KIND_SESSION, options->sessions, options->n_sessions, error);
  g_autofree char *groups
    = sessions == NULL ? NULL : list_rows (store, EAR_KIND_GROUP, options->groups, options->n_groups, error);

  if (groups == NULL)
    return FALSE;
  travel->lists_only = options->lists_only;
  travel->is_scoped = !options->lists_only;
  if (travel->is_scoped && !ear_part_plan (store, sessions, groups, error))
    return FALSE;
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      if (ear_part_has_kind ((EarKind) kind))
        set_rows (travel, (EarKind) kind, travel->is_scoped ? ear_part_rows ((EarKind) kind) : g_strdup ("x.state = 2"));
    }
  travel->devices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (!find_revoked (travel, store, error))
    return FALSE;
  set_devices (travel);
  return TRUE;
}

/* A laptop that never wrote anything has no name under which the partner could tell it what they merged. */
static gboolean
plan_partner (EarTravel *travel, EarStore *store, const EarExportOptions *options, GError **error)
{
  EarId device;

  travel->for_partner = TRUE;
  if (travel->partial || !ear_store_get_device (store, &device, NULL))
    return TRUE;
  travel->is_numbered = TRUE;
  if (!ear_store_plan_sending (store, options->partner, options->since_last, &travel->sending, error))
    return FALSE;
  if (!ear_id_is_none (&travel->sending.base))
    plan_since (travel, travel->sending.since);
  return TRUE;
}

/**
 * ear_travel_plan:
 * @options: (nullable): what is asked for; %NULL: all
 *
 * Returns: (transfer full) (nullable): which records that is, as the workbook stands.
 */
EarTravel *
ear_travel_plan (EarStore *store, const EarExportOptions *options, GError **error)
{
  g_autoptr (EarTravel) travel = g_new0 (EarTravel, 1);

  if (options == NULL)
    return g_steal_pointer (&travel);
  travel->in_folder = options->in_folder;
  if (options->in_folder && options->changed_since > 0)
    {
      travel->partial = TRUE;
      plan_since (travel, options->changed_since);
      return g_steal_pointer (&travel);
    }
  travel->partial = options->lists_only || options->n_groups > 0 || options->n_sessions > 0;
  if ((travel->partial && !plan_part (travel, store, options, error))
      || (options->partner != NULL && !plan_partner (travel, store, options, error)))
    return NULL;
  return g_steal_pointer (&travel);
}

void
ear_travel_free (EarTravel *travel)
{
  if (travel == NULL)
    return;
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    g_free (travel->rows[kind]);
  g_clear_pointer (&travel->devices, g_hash_table_unref);
  g_clear_pointer (&travel->revoked, g_hash_table_unref);
  g_free (travel);
}

/**
 * ear_travel_rows:
 *
 * Returns: (nullable): a condition on the rows "x" of the kind's table; %NULL: all of them travel.
 */
const char *
ear_travel_rows (EarTravel *travel, EarKind kind)
{
  return travel->rows[kind];
}

/**
 * ear_travel_is_partial:
 *
 * Returns: whether something is left out that the other side is not known to have.
 */
gboolean
ear_travel_is_partial (EarTravel *travel)
{
  return travel->partial;
}

/**
 * ear_travel_judged:
 *
 * Returns: (nullable): a condition on the rows of contributions that holds for those of which consent is asked; %NULL: all.
 */
const char *
ear_travel_judged (EarTravel *travel)
{
  if (travel->is_scoped)
    return EAR_PART_JUDGED;
  return travel->lists_only ? "0" : NULL;
}

/**
 * ear_travel_add_reasons:
 *
 * Tells @consent of which records only their permission travels, or where they are.
 */
gboolean
ear_travel_add_reasons (EarTravel *travel, EarStore *store, EarConsent *consent, GError **error)
{
  return !travel->is_scoped || ear_part_add_reasons (store, consent, error);
}

/**
 * ear_travel_sending:
 *
 * Returns: (nullable): what a bundle is called that its partner can say to have merged.
 */
const EarSending *
ear_travel_sending (EarTravel *travel)
{
  return travel->is_numbered ? &travel->sending : NULL;
}

/**
 * ear_travel_names_exporter:
 *
 * Returns: whether the bundle says whose it is even where nothing in it was written on this laptop.
 */
gboolean
ear_travel_names_exporter (EarTravel *travel)
{
  return travel->partial || travel->for_partner || travel->in_folder;
}

/**
 * ear_travel_add_devices:
 *
 * Lets the records of a part's authors travel with it. Where all devices do, or those that changed, nothing is to be
 * done. Returns: whether it could be found out; see ear_travel_rows() for the devices again.
 */
gboolean
ear_travel_add_devices (EarTravel *travel, EarStore *store, const EarId *devices, guint n_devices, GError **error)
{
  if (travel->devices == NULL)
    return TRUE;
  for (guint i = 0; i < n_devices; i++)
    {
      gint64 n = ear_store_find_row (store, EAR_KIND_DEVICE, &devices[i], error);

      if (n < 0)
        return FALSE;
      g_hash_table_add (travel->devices, g_memdup2 (&n, sizeof n));
    }
  set_devices (travel);
  return TRUE;
}
