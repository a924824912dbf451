/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Previewing and applying merges, and what guards them: clocks ahead, senders nobody accepted, revoked and forged
 * senders, and merges that would remove much that others wrote. */
#include "ear-merge-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-bundle.h"
#include "ear-card.h"
#include "ear-consent.h"
#include "ear-folder-private.h"
#include "ear-outside.h"
#include "ear-partner.h"
#include "ear-seal-format.h"

typedef struct
{
  EarStore *store;
  const EarMergeOptions *options;
  EarMerge *merge;
  gboolean is_preview;
  guint n_files;
  EarProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;

  /* The file that is being read. */
  EarMergeFile *file;
  EarId sender;       /* EAR_ID_NONE where it does not say */
  gboolean accepted_now;
  guint64 latest_ms;  /* what says it was written after that waits */
  EarSealInfo seal;   /* of a sealed one: who signed it */
  gboolean key_known; /* and that is the key that is known here of its sender */
  EarMergeGathering gathering;
  char *erased_label; /* of the record that is being erased */

  EarFolderPlace place;
  EarFolderIdentity identity; /* of the file, where it lies in the exchange folder */
  gboolean all_have_it;       /* who shares the exchange folder can read there all that was read */
} Merger;

void
ear_merge_free (EarMerge *merge)
{
  if (merge == NULL)
    return;
  g_clear_pointer (&merge->files, g_ptr_array_unref);
  g_free (merge);
}

static gboolean
is_accepted_now (const Merger *self, const EarId *device)
{
  for (guint i = 0; i < self->options->n_accept; i++)
    {
      if (ear_id_equal (&self->options->accept[i], device))
        return TRUE;
    }
  return self->options->accept_all;
}

static void
refuse_revoked (Merger *self, GError **error)
{
  g_autofree char *name = ear_merge_device_name (self->store, &self->sender);

  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_REVOKED,
               _ ("“%s” is from “%s”, a device that was revoked, so it may not come from whom it says. Nothing was changed. If it "
                  "is in good hands after all, take the revocation back first."),
               self->file->name, name != NULL ? name : _ ("a device without a name"));
}

/* Who the sender is to this workbook; one that is to be accepted with this merge is accepted here. */
static gboolean
know_sender (Merger *self, GError **error)
{
  gboolean accepted, revoked;
  EarId own;

  if (ear_store_get_device (self->store, &own, NULL) && ear_id_equal (&own, &self->sender))
    {
      self->file->sender = EAR_SENDER_SELF;
      return TRUE;
    }
  if (!ear_partner_is_revoked (self->store, &self->sender, &revoked, error)
      || !ear_store_has_accepted (self->store, &self->sender, &accepted, error))
    return FALSE;
  if (revoked)
    {
      refuse_revoked (self, error);
      return FALSE;
    }
  if (!accepted && is_accepted_now (self, &self->sender))
    {
      if (!ear_store_accept_device (self->store, &self->sender, error))
        return FALSE;
      accepted = self->accepted_now = TRUE;
    }
  self->file->sender = accepted ? EAR_SENDER_KNOWN : EAR_SENDER_NEW;
  return TRUE;
}

static gboolean
check_signer (Merger *self, GError **error)
{
  self->key_known = FALSE;
  if (!self->file->sealed)
    return TRUE;
  if (!ear_merge_check_signer (self->store, &self->sender, self->seal.signing_key, self->file->name, &self->key_known, error))
    return FALSE;
  self->file->is_signed = self->key_known;
  return TRUE;
}

static gboolean
sender_cb (const EarId *from, gpointer data, GError **error)
{
  Merger *self = data;

  self->sender = *from;
  self->file->sender = EAR_SENDER_UNNAMED;
  return ear_id_is_none (from) || (check_signer (self, error) && know_sender (self, error));
}

static gboolean
set_aside (Merger *self, const EarRecord *record, EarWait reason, GError **error)
{
  g_autofree char *label = NULL;
  gboolean conflict;
  EarOutcome outcome;

  if (!ear_store_foresee (self->store, record, &outcome, &conflict, error))
    return FALSE;
  /* What would change nothing need not wait, and must not: it may be known here as erased. */
  if (outcome == EAR_OUTCOME_UNCHANGED)
    {
      self->file->result.counts[record->kind][outcome]++;
      ear_merge_gather (&self->gathering, record, outcome, EAR_MERGE_TAKEN, FALSE, FALSE, NULL);
      return TRUE;
    }
  label = ear_merge_label (self->store, record);
  self->file->quarantined[record->kind]++;
  self->file->n_quarantined++;
  ear_merge_gather (&self->gathering, record, outcome, EAR_MERGE_QUARANTINED, conflict, FALSE, NULL);
  return ear_store_set_aside (self->store, record, reason, &self->sender, self->file->name, label, error);
}

static gboolean
record_cb (const EarRecord *record, gboolean *take, gpointer data, GError **error)
{
  Merger *self = data;

  g_clear_pointer (&self->erased_label, g_free);
  if (self->file->sealed && !self->key_known && record->kind == EAR_KIND_DEVICE && ear_id_equal (&record->id, &self->sender)
      && !ear_merge_check_own_word (self->store, record, self->seal.signing_key, self->file->name, &self->file->is_signed, error))
    return FALSE;
  *take = self->file->sender != EAR_SENDER_NEW && !ear_quarantine_is_ahead (record, self->latest_ms);
  if (!*take)
    return set_aside (self, record, self->file->sender == EAR_SENDER_NEW ? EAR_WAIT_SENDER : EAR_WAIT_CLOCK, error);
  /* Who is asked whether something may be erased is told what; afterwards nothing may tell it any more. */
  if (record->erased && self->is_preview
      && ear_merge_gathering_lists (&self->gathering, record->kind, EAR_OUTCOME_ERASED, EAR_MERGE_TAKEN))
    self->erased_label = ear_merge_label (self->store, record);
  return TRUE;
}

static void
joined_cb (const EarRecord *record, const EarStoreJoined *joined, gpointer data)
{
  Merger *self = data;
  gboolean removes = joined->was_here && (ear_id_is_none (&self->sender) || !ear_id_equal (&joined->author, &self->sender));

  self->file->n_removals += removes;
  ear_merge_gather (&self->gathering, record, joined->outcome, EAR_MERGE_TAKEN, joined->conflict, removes,
                    self->erased_label);
  /* Of these a person is told what changed also once it is done. */
  if (self->is_preview || record->kind == EAR_KIND_THEME || record->kind == EAR_KIND_DEVICE)
    ear_merge_gather_edits (&self->gathering, joined);
}

static void
progress_cb (double fraction, gpointer data)
{
  Merger *self = data;

  self->progress ((self->merge->files->len - 1 + fraction) / self->n_files, self->progress_data);
}

/* Partners send their card by the same way as their files. */
static gboolean
refuse_card (Merger *self, GError **error)
{
  g_autoptr (EarCard) card = ear_card_read (self->file->path, NULL);
  g_autofree char *name = card == NULL ? NULL : ear_outside_text (card->name);

  if (card == NULL)
    return FALSE;
  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_CARD,
               _ ("“%s” is the exchange card of “%s”, which holds nothing to merge. Nothing was changed. Add it to your partners "
                  "instead."),
               self->file->name, name);
  return TRUE;
}

/* A file that is no bundle may be a strategy or a list in the format for those. */
static gboolean
read_reference (Merger *self, GError *not_a_bundle, GError **error)
{
  g_autoptr (GError) local = NULL;

  ear_merge_result_clear (&self->file->result);
  self->sender = EAR_ID_NONE;
  if (ear_reference_load (self->store, self->file->path, &self->file->result, &local))
    {
      g_error_free (not_a_bundle);
      return TRUE;
    }
  if (g_error_matches (local, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_A_BUNDLE))
    {
      if (refuse_card (self, error))
        g_error_free (not_a_bundle);
      else
        g_propagate_error (error, not_a_bundle);
      return FALSE;
    }
  g_error_free (not_a_bundle);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A file that lies in the exchange folder is tried with the passphrase that is kept for it. */
static const char *
passphrase_for (const Merger *self)
{
  if (self->options->passphrase != NULL || !ear_folder_place_holds (&self->place, self->file->path))
    return self->options->passphrase;
  return self->place.settings->passphrase;
}

static GInputStream *
open_file (Merger *self, EarXmlSource *source, GError **error)
{
  if (!ear_seal_is_sealed (self->file->path, &self->file->sealed, error))
    return NULL;
  if (!self->file->sealed)
    return ear_xml_input_open (self->file->path, &source->size, error);
  return ear_seal_open (self->store, self->file->path, passphrase_for (self), &self->seal, self->cancellable, error);
}

static gboolean
read_records (Merger *self, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) local = NULL;
  EarXmlSource source = { .name = self->file->name, .cancellable = self->cancellable };
  EarBundleHook hook = { sender_cb, record_cb, self };

  stream = open_file (self, &source, error);
  if (stream == NULL)
    return FALSE;
  source.stream = stream;
  source.progress = self->progress != NULL ? progress_cb : NULL;
  source.progress_data = self;
  if (ear_bundle_read (self->store, &source, &hook, &self->file->result, &local))
    return TRUE;
  if (!self->file->sealed && g_error_matches (local, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_A_BUNDLE))
    return read_reference (self, g_steal_pointer (&local), error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
sum_up (Merger *self)
{
  EarMergeFile *file = self->file;

  if (!ear_id_is_none (&self->sender))
    {
      g_autofree char *name = ear_merge_device_name (self->store, &self->sender);

      file->organisation = ear_merge_device_organisation (self->store, &self->sender);
      file->words = ear_merge_device_words (self->store, &self->sender);
      if (file->result.from_name == NULL)
        file->result.from_name = g_steal_pointer (&name);
    }
  file->known = file->n_quarantined == 0
                && ear_merge_result_total (&file->result, EAR_OUTCOME_UNCHANGED) == file->result.n_records;
  file->partial = file->result.partial;
  ear_merge_gathering_end (&self->gathering);
  self->merge->n_quarantined += file->n_quarantined;
  self->merge->n_removals += file->n_removals;
  self->merge->n_conflicts += file->result.n_conflicts;
}

/* What waited may have come another way. */
static gboolean
release_sender (Merger *self, GError **error)
{
  gint64 waits;

  if (self->file->sender != EAR_SENDER_KNOWN)
    return TRUE;
  waits = ear_store_next_waiting (self->store, &self->sender, EAR_WAIT_SENDER, 0, error);
  self->all_have_it = self->all_have_it && waits == 0;
  return waits >= 0 && ear_quarantine_release_sender (self->store, &self->sender, FALSE, &self->file->result, error);
}

/* In the exchange folder it need not be offered again, unless it is not what it was when it was identified. */
static gboolean
note_taken (Merger *self, GError **error)
{
  const EarMergeFile *file = self->file;

  if (self->is_preview)
    return TRUE;
  if (!ear_folder_still_is (&self->identity, file->path))
    {
      self->all_have_it = FALSE;
      return TRUE;
    }
  self->all_have_it = self->all_have_it
                      && ear_folder_all_can_read (&self->place, file->name, file->sealed, self->seal.by_passphrase);
  return ear_store_folder_note_taken (self->store, self->identity.hash, file->n_quarantined > 0, error);
}

static gboolean
is_still_seen (Merger *self, GError **error)
{
  struct stat now;

  return ear_merge_check_seen (self->options->seen, self->file->path, self->file->name, &now, error);
}

static gboolean
read_file (Merger *self, const char *path, GError **error)
{
  gboolean done;

  self->file = g_new0 (EarMergeFile, 1);
  self->file->path = g_strdup (path);
  self->file->name = ear_outside_file_name (path);
  self->sender = EAR_ID_NONE;
  self->accepted_now = FALSE;
  self->latest_ms = ear_quarantine_latest_now (self->store);
  g_ptr_array_add (self->merge->files, self->file);
  ear_merge_gathering_begin (&self->gathering, self->store, self->file);
  ear_store_set_watch (self->store, joined_cb, self);
  done = ear_merge_check_seen (self->options->seen, path, self->file->name, &self->file->info, error)
         && (self->is_preview || ear_folder_identify (&self->place, path, &self->identity, self->cancellable, error))
         && read_records (self, error) && is_still_seen (self, error) && release_sender (self, error) && note_taken (self, error)
         && (!self->accepted_now || ear_merge_pin_keys (self->store, &self->sender, error))
         && (self->file->n_quarantined > 0 || ear_bundle_note_received (self->store, &self->file->result, error));
  ear_store_set_watch (self->store, NULL, NULL);
  if (done)
    sum_up (self);
  ear_merge_gathering_clear (&self->gathering);
  g_clear_pointer (&self->erased_label, g_free);
  return done;
}

/* Devices that are accepted now and sent none of the files. */
static gboolean
accept_others (Merger *self, GError **error)
{
  for (guint i = 0; i < self->options->n_accept; i++)
    {
      if (!ear_store_accept_device (self->store, &self->options->accept[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_files (Merger *self, const char *const *paths, GError **error)
{
  for (guint i = 0; i < self->n_files; i++)
    {
      if (!read_file (self, paths[i], error))
        {
          EarMergeFile *file = self->file;

          /* Most errors begin with the file's name as they are. */
          if (self->n_files > 1 && error != NULL && strstr ((*error)->message, file->name) == NULL)
            g_prefix_error (error, "%s: ", file->name);
          return FALSE;
        }
    }
  return accept_others (self, error);
}

static gboolean
check_removals (Merger *self, GError **error)
{
  guint n = self->merge->n_removals;

  if (n <= EAR_MERGE_MAX_REMOVALS || self->options->allow_removals || self->is_preview)
    return TRUE;
  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_ASKS_FIRST,
               ngettext ("This would delete or erase %u record that somebody else than the sender wrote. Nothing was changed. Look at "
                         "what it would remove first; if that is meant, allow it.",
                         "This would delete or erase %u records that others than the sender wrote. Nothing was changed. Look at what "
                         "it would remove first; if that is meant, allow it.",
                         n),
               n);
  return FALSE;
}

static void
count (const EarMerge *merge, EarStoreMergeCounts *counts)
{
  *counts = (EarStoreMergeCounts) { .n_conflicts = merge->n_conflicts };
  for (guint i = 0; i < merge->files->len; i++)
    {
      const EarMergeFile *file = merge->files->pdata[i];

      counts->n_added += ear_merge_result_total (&file->result, EAR_OUTCOME_ADDED);
      counts->n_updated += ear_merge_result_total (&file->result, EAR_OUTCOME_UPDATED)
                           + ear_merge_result_total (&file->result, EAR_OUTCOME_RESTORED);
      counts->n_deleted += ear_merge_result_total (&file->result, EAR_OUTCOME_DELETED);
      counts->n_erased += ear_merge_result_total (&file->result, EAR_OUTCOME_ERASED);
    }
}

/* Only what was taken in whole is told to be here. */
static gboolean
note_files (Merger *self, GError **error)
{
  for (guint i = 0; i < self->merge->files->len; i++)
    {
      EarMergeFile *file = self->merge->files->pdata[i];
      const EarId *sender = &file->result.from_device;

      if (!ear_store_merge_note_file (self->store, i, file->name, ear_id_is_none (sender) ? NULL : sender,
                                      file->result.from_name != NULL ? file->result.from_name : file->result.title, error))
        return FALSE;
    }
  return TRUE;
}

/* What all can read in the exchange folder need not be written there again. What a change of consent lets out now that was
 * kept back here is in none of those files. */
static gboolean
cover (Merger *self, EarConsent *consent, gint64 before, GError **error)
{
  g_autoptr (EarConsent) now = self->all_have_it ? ear_consent_load (self->store, NULL, error) : NULL;

  if (!self->all_have_it)
    return TRUE;
  return now != NULL
         && (ear_consent_is_wider (now, consent) || ear_store_folder_cover (self->store, before, error));
}

static gboolean
merge_logged (Merger *self, const char *const *paths, GError **error)
{
  gint64 before = ear_store_get_sequence (self->store);
  gint64 number = ear_store_merge_begin (self->store, error);
  g_autoptr (EarConsent) consent = NULL;
  EarStoreMergeCounts counts;
  gboolean keep;

  self->all_have_it = self->place.is_there && ear_folder_place_holds (&self->place, paths[0]);
  if (self->all_have_it && (consent = ear_consent_load (self->store, NULL, error)) == NULL)
    return FALSE;

  if (number == 0 || !read_files (self, paths, error) || !check_removals (self, error) || !note_files (self, error))
    return FALSE;
  count (self->merge, &counts);
  keep = counts.n_added + counts.n_updated + counts.n_deleted + counts.n_erased > 0;
  if (!ear_store_merge_end (self->store, &counts, keep, error)
      || !cover (self, consent, before, error))
    return FALSE;
  self->merge->merge = keep ? number : 0;
  return TRUE;
}

static EarMerge *
run (Merger *self, const char *const *paths, GError **error)
{
  static const EarMergeOptions none = { 0 };
  g_autoptr (EarMerge) merge = g_new0 (EarMerge, 1);
  gboolean done;

  merge->files = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_merge_file_free);
  self->merge = merge;
  self->n_files = g_strv_length ((char **) paths);
  if (self->options == NULL)
    self->options = &none;
  if (!ear_folder_place_find (self->store, &self->place, error) || !ear_store_begin_joining (self->store, error))
    {
      ear_folder_place_clear (&self->place);
      return NULL;
    }
  ear_seal_memory_begin ();
  done = self->is_preview ? read_files (self, paths, error) : merge_logged (self, paths, error);
  ear_seal_memory_end ();
  if (self->is_preview || !done)
    ear_store_rollback (self->store);
  else
    done = ear_store_commit (self->store, error);
  ear_folder_place_clear (&self->place);
  return done ? g_steal_pointer (&merge) : NULL;
}

/**
 * ear_merge_preview:
 * @paths: (array zero-terminated=1): bundles, sealed or plain, and reference files
 * @options: (nullable): as they would be given to ear_merge_apply()
 * @progress: (nullable): told how far it is
 *
 * Returns: (transfer full) (nullable): exactly what applying would do. Nothing was changed.
 */
EarMerge *
ear_merge_preview (EarStore *store, const char *const *paths, const EarMergeOptions *options, EarProgress progress,
                   gpointer data, GCancellable *cancellable, GError **error)
{
  Merger self = {
    .store = store,
    .options = options,
    .is_preview = TRUE,
    .progress = progress,
    .progress_data = data,
    .cancellable = cancellable,
  };

  return run (&self, paths, error);
}

/**
 * ear_merge_apply:
 * @paths: (array zero-terminated=1): bundles, sealed or plain, and reference files
 * @options: (nullable): whom to accept and what to allow; %NULL for nothing
 * @progress: (nullable): told how far it is
 *
 * Joins all the files in one transaction, or none of them.
 *
 * Returns: (transfer full) (nullable): what it did.
 */
EarMerge *
ear_merge_apply (EarStore *store, const char *const *paths, const EarMergeOptions *options, EarProgress progress,
                 gpointer data, GCancellable *cancellable, GError **error)
{
  Merger self = {
    .store = store,
    .options = options,
    .progress = progress,
    .progress_data = data,
    .cancellable = cancellable,
  };

  return run (&self, paths, error);
}
