/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-fault-vfs.h"

#include <signal.h>
#include <string.h>

#include "ear-sqlite.h"

/* A write or truncation that no sync has followed yet. */
typedef struct
{
  sqlite3_int64 offset, size_before, size_after;
  GBytes *before, *after; /* what stood at @offset, and what was put there */
} Unsynced;

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real;
  GPtrArray *unsynced; /* Unsynced; NULL while no power loss is to come */
} FaultFile;

static struct
{
  EarFault fault;
  guint nth, count, n_reads;
  gboolean for_good, fired, read_only;
  GRand *rand;
  GPtrArray *files; /* FaultFile: those open */
} state;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs fault_vfs;

static sqlite3_file *
real (sqlite3_file *file)
{
  return ((FaultFile *) file)->real;
}

static void
unsynced_free (Unsynced *change)
{
  g_bytes_unref (change->before);
  g_bytes_unref (change->after);
  g_free (change);
}

/* SQLite's own file takes no more than 128 KiB at once: it looks only at the lower 17 bits of a size. */
#define MOST_AT_ONCE 65536

static void
write_all (sqlite3_file *file, const guint8 *data, gsize size, sqlite3_int64 offset)
{
  for (gsize done = 0; done < size; done += MOST_AT_ONCE)
    file->pMethods->xWrite (file, data + done, (int) MIN (size - done, MOST_AT_ONCE), offset + (sqlite3_int64) done);
}

static void
put (sqlite3_file *file, const Unsynced *change, gsize size)
{
  gconstpointer data = g_bytes_get_data (change->after, NULL);

  if (size > 0)
    write_all (file, data, size, change->offset);
  else if (g_bytes_get_size (change->after) == 0)
    file->pMethods->xTruncate (file, change->size_after);
}

static void
take_back (sqlite3_file *file, const Unsynced *change)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (change->before, &size);

  write_all (file, data, size, change->offset);
  file->pMethods->xTruncate (file, change->size_before);
}

/* What was not synced is taken back, latest first; where the disk had begun with it, parts are put again. */
static void
lose_power (void)
{
  for (guint i = 0; i < state.files->len; i++)
    {
      FaultFile *file = state.files->pdata[i];

      for (guint j = file->unsynced->len; j > 0; j--)
        take_back (file->real, file->unsynced->pdata[j - 1]);
      for (guint j = 0; j < file->unsynced->len && state.fault == EAR_FAULT_TORN; j++)
        {
          const Unsynced *change = file->unsynced->pdata[j];
          gsize size = g_bytes_get_size (change->after);

          if (g_rand_boolean (state.rand))
            put (file->real, change, size);
          else if (size >= 1024 && g_rand_boolean (state.rand))
            put (file->real, change, size / 512 / 2 * 512);
        }
    }
}

static gboolean
remembers (void)
{
  return state.fault == EAR_FAULT_POWER || state.fault == EAR_FAULT_TORN;
}

/* Whether the operation now asked for is to fail. */
static gboolean
fails (void)
{
  if (state.fault == EAR_FAULT_NONE)
    return FALSE;
  state.count++;
  if (state.count != state.nth && !(state.for_good && state.count > state.nth))
    return FALSE;
  state.fired = TRUE;
  if (remembers ())
    lose_power ();
  if (state.fault >= EAR_FAULT_KILL)
    raise (SIGKILL);
  return TRUE;
}

static GBytes *
read_bytes (sqlite3_file *file, sqlite3_int64 from, sqlite3_int64 to)
{
  guint8 *data;

  if (to <= from)
    return g_bytes_new (NULL, 0);
  data = g_malloc ((gsize) (to - from));
  for (sqlite3_int64 at = from; at < to; at += MOST_AT_ONCE)
    file->pMethods->xRead (file, data + (at - from), (int) MIN (to - at, MOST_AT_ONCE), at);
  return g_bytes_new_take (data, (gsize) (to - from));
}

static void
remember (FaultFile *file, gconstpointer data, int size, sqlite3_int64 offset, gboolean truncates)
{
  Unsynced *change;

  if (!remembers () || file->unsynced == NULL)
    return;
  change = g_new0 (Unsynced, 1);
  change->offset = offset;
  file->real->pMethods->xFileSize (file->real, &change->size_before);
  change->size_after = truncates ? offset : MAX (change->size_before, offset + size);
  change->before = read_bytes (file->real, offset, truncates ? change->size_before : MIN (change->size_before, offset + size));
  change->after = g_bytes_new (data, (gsize) size);
  g_ptr_array_add (file->unsynced, change);
}

static int
file_close (sqlite3_file *base)
{
  FaultFile *file = (FaultFile *) base;
  int code = file->real->pMethods->xClose (file->real);

  g_ptr_array_remove (state.files, file);
  g_clear_pointer (&file->unsynced, g_ptr_array_unref);
  return code;
}

static int
file_read (sqlite3_file *base, void *data, int size, sqlite3_int64 offset)
{
  state.n_reads++;
  return real (base)->pMethods->xRead (real (base), data, size, offset);
}

static int
file_write (sqlite3_file *base, const void *data, int size, sqlite3_int64 offset)
{
  remember ((FaultFile *) base, data, size, offset, FALSE);
  if (fails ())
    return state.fault == EAR_FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  return real (base)->pMethods->xWrite (real (base), data, size, offset);
}

static int
file_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  remember ((FaultFile *) base, NULL, 0, size, TRUE);
  if (fails ())
    return SQLITE_IOERR_TRUNCATE;
  return real (base)->pMethods->xTruncate (real (base), size);
}

/* The disk is not really waited for: only a real power loss could tell. */
static int
file_sync (sqlite3_file *base, int flags G_GNUC_UNUSED)
{
  FaultFile *file = (FaultFile *) base;

  if (fails ())
    return state.fault == EAR_FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_FSYNC;
  if (file->unsynced != NULL)
    g_ptr_array_set_size (file->unsynced, 0);
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *base, sqlite3_int64 *size)
{
  return real (base)->pMethods->xFileSize (real (base), size);
}

static int
file_lock (sqlite3_file *base, int level)
{
  return real (base)->pMethods->xLock (real (base), level);
}

static int
file_unlock (sqlite3_file *base, int level)
{
  return real (base)->pMethods->xUnlock (real (base), level);
}

static int
file_check_reserved (sqlite3_file *base, int *reserved)
{
  return real (base)->pMethods->xCheckReservedLock (real (base), reserved);
}

static int
file_control (sqlite3_file *base, int op, void *arg)
{
  return real (base)->pMethods->xFileControl (real (base), op, arg);
}

static int
file_sector_size (sqlite3_file *base)
{
  return real (base)->pMethods->xSectorSize (real (base));
}

/* An ordinary disk promises nothing. */
static int
file_characteristics (sqlite3_file *base G_GNUC_UNUSED)
{
  return 0;
}

static const sqlite3_io_methods file_methods = {
  1,         file_close,  file_read,           file_write,   file_truncate,    file_sync,           file_size,
  file_lock, file_unlock, file_check_reserved, file_control, file_sector_size, file_characteristics
};

static int
vfs_open (sqlite3_vfs *vfs G_GNUC_UNUSED, const char *name, sqlite3_file *base, int flags, int *out_flags)
{
  FaultFile *file = (FaultFile *) base;
  int code;

  file->base.pMethods = NULL;
  file->real = (sqlite3_file *) (void *) (file + 1);
  if (state.read_only && (flags & SQLITE_OPEN_MAIN_DB) == 0)
    return SQLITE_CANTOPEN;
  if (state.read_only)
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  code = real_vfs->xOpen (real_vfs, name, file->real, flags, out_flags);
  if (file->real->pMethods != NULL)
    {
      file->base.pMethods = &file_methods;
      file->unsynced = g_ptr_array_new_with_free_func ((GDestroyNotify) unsynced_free);
      g_ptr_array_add (state.files, file);
    }
  return code;
}

static int
vfs_delete (sqlite3_vfs *vfs G_GNUC_UNUSED, const char *name, int sync_folder)
{
  if (state.read_only || fails ())
    return SQLITE_IOERR_DELETE;
  return real_vfs->xDelete (real_vfs, name, sync_folder);
}

void
ear_fault_vfs_register (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  fault_vfs = *real_vfs;
  fault_vfs.zName = "earshot-faults";
  fault_vfs.szOsFile = (int) sizeof (FaultFile) + real_vfs->szOsFile;
  fault_vfs.xOpen = vfs_open;
  fault_vfs.xDelete = vfs_delete;
  state.files = g_ptr_array_new ();
  state.rand = g_rand_new_with_seed (0);
  g_assert (sqlite3_vfs_register (&fault_vfs, TRUE) == SQLITE_OK);
}

void
ear_fault_arm (EarFault fault, guint nth, gboolean for_good, guint32 seed)
{
  state.fault = fault;
  state.nth = nth;
  state.count = 0;
  state.for_good = for_good;
  state.fired = FALSE;
  g_rand_set_seed (state.rand, seed);
}

gboolean
ear_fault_disarm (void)
{
  state.fault = EAR_FAULT_NONE;
  for (guint i = 0; i < state.files->len; i++)
    g_ptr_array_set_size (((FaultFile *) state.files->pdata[i])->unsynced, 0);
  return state.fired;
}

guint
ear_fault_n_reads (void)
{
  return state.n_reads;
}

void
ear_fault_set_read_only (gboolean read_only)
{
  state.read_only = read_only;
}

static struct
{
  sqlite3_mem_methods real;
  guint nth, count, n_reads;
  gboolean for_good, fired;
} memory;

static gboolean
memory_fails (void)
{
  if (memory.nth == 0)
    return FALSE;
  memory.count++;
  if (memory.count != memory.nth && !(memory.for_good && memory.count > memory.nth))
    return FALSE;
  memory.fired = TRUE;
  return TRUE;
}

static void *
faulty_malloc (int size)
{
  return memory_fails () ? NULL : memory.real.xMalloc (size);
}

static void *
faulty_realloc (void *block, int size)
{
  return memory_fails () ? NULL : memory.real.xRealloc (block, size);
}

void
ear_fault_malloc_install (void)
{
  sqlite3_mem_methods faulty;

  g_assert (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &memory.real) == SQLITE_OK);
  faulty = memory.real;
  faulty.xMalloc = faulty_malloc;
  faulty.xRealloc = faulty_realloc;
  g_assert (sqlite3_config (SQLITE_CONFIG_MALLOC, &faulty) == SQLITE_OK);
}

void
ear_fault_malloc_arm (guint nth, gboolean for_good)
{
  memory.nth = nth;
  memory.count = 0;
  memory.for_good = for_good;
  memory.fired = FALSE;
}

gboolean
ear_fault_malloc_disarm (void)
{
  memory.nth = 0;
  return memory.fired;
}
